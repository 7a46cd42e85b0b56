"""The nouns of meetings."""

from safeloom.domain.meetings.models.agenda import AgendaItem, TakenLine
from safeloom.domain.meetings.models.attendance import InAttendance, SeatAttendance
from safeloom.domain.meetings.models.counts import AttendanceCount
from safeloom.domain.meetings.models.decision import Captured, Decision, DecisionPart
from safeloom.domain.meetings.models.invitation import CalendarFeed, Invitation, MeetingCalendar
from safeloom.domain.meetings.models.meeting import Meeting, MeetingStep
from safeloom.domain.meetings.models.paper import Paper, PaperVersion
from safeloom.domain.meetings.models.series import MeetingSeries, Placed, StandingItem

__all__ = [
    "AgendaItem",
    "AttendanceCount",
    "CalendarFeed",
    "Captured",
    "Decision",
    "DecisionPart",
    "InAttendance",
    "Invitation",
    "Meeting",
    "MeetingCalendar",
    "MeetingSeries",
    "MeetingStep",
    "Paper",
    "PaperVersion",
    "Placed",
    "SeatAttendance",
    "StandingItem",
    "TakenLine",
]
