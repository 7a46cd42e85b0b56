"""The nouns of meetings."""

from safeloom.domain.meetings.models.agenda import AgendaItem
from safeloom.domain.meetings.models.meeting import Meeting, MeetingStep
from safeloom.domain.meetings.models.series import MeetingSeries, Placed, StandingItem

__all__ = ["AgendaItem", "Meeting", "MeetingSeries", "MeetingStep", "Placed", "StandingItem"]
