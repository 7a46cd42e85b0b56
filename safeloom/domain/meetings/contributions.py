"""What meetings offer to the other parts."""

from safeloom.kernel.registry import (
    AgendaSource,
    DemonstrationData,
    DigestSource,
    HomeCard,
    ImportKind,
    Navigation,
    PartPage,
    Permission,
    RecordKind,
    ReorganisationRule,
    SearchSource,
    SearchWatch,
    TickJob,
)
from safeloom.kernel.watches import record_watch

UNIT = ("business-manager", "coordinator")
_SEES = (*UNIT, "statutory-partner", "scrutineer", "group-member")
_SEARCH = "safeloom.domain.meetings.searching"

CONTRIBUTIONS = (
    Permission("meeting.see", "see meetings, their agendas and attendance", _SEES),
    Permission("paper.see", "see papers of meetings they see, restricted ones if entitled", _SEES),
    Permission("meeting.change", "plan, hold and minute meetings", UNIT),
    Navigation("Meetings", "meetings:list", "meeting.see", order=20),
    RecordKind(
        "meeting",
        "Meeting",
        see="meeting.see",
        change="meeting.change",
        rows="safeloom.domain.meetings.queries.meetings.meetings",
        address="safeloom.domain.meetings.addresses.of_meeting",
    ),
    RecordKind(
        "meeting-series",
        "Series of meetings",
        see="meeting.see",
        change="meeting.change",
        rows="safeloom.domain.meetings.queries.meetings.all_series",
        address="safeloom.domain.meetings.addresses.of_series",
    ),
    RecordKind(
        "paper",
        "Paper",
        see="paper.see",
        change="meeting.change",
        rows="safeloom.domain.meetings.queries.papers.papers",
        address="safeloom.domain.meetings.addresses.of_paper",
    ),
    PartPage("meetings:list", "Papers", "meetings:papers", "paper.see", order=20),
    TickJob("invitations", "safeloom.domain.meetings.commands.invitations.follow_changes", order=7),
    ReorganisationRule(
        "papers",
        "From whom papers are",
        ("meetings.Paper",),
        stays="a paper says from whom it was",
    ),
    RecordKind(
        "decision",
        "Decision",
        see="meeting.see",
        change="meeting.change",
        rows="safeloom.domain.meetings.queries.decisions.decisions",
        address="safeloom.domain.meetings.addresses.of_decision",
    ),
    HomeCard(
        "meetings-coming", "Meetings", "coming", "safeloom.domain.meetings.home.coming", order=3
    ),
    HomeCard(
        "meetings-to-minute",
        "Meetings",
        "needs_me",
        "safeloom.domain.meetings.home.to_minute",
        order=24,
    ),
    DigestSource("meetings", "Meetings", "safeloom.domain.meetings.home.digest", order=3),
    ReorganisationRule(
        "decision-parts",
        "Who took part in decisions",
        ("meetings.DecisionPart",),
        stays="who agreed is what was decided on the day, whoever carries on",
    ),
    ReorganisationRule(
        "agenda-presenters",
        "Who presents an item",
        ("meetings.StandingItem", "meetings.AgendaItem"),
        stays="who was to present an item is what the agenda said, and who presents the next one is "
        "for the unit to say",
    ),
    ReorganisationRule(
        "attendance",
        "Who was at meetings",
        ("meetings.SeatAttendance", "meetings.AttendanceCount"),
        stays="attendance stays with the seat of the day; whether it counts for the agency that carries "
        "on is chosen where it is counted",
    ),
    AgendaSource(
        "late-actions", "Late actions", "safeloom.domain.meetings.sources.late_actions", order=10
    ),
    AgendaSource(
        "red-measures",
        "Measures off track",
        "safeloom.domain.meetings.sources.red_measures",
        order=30,
    ),
    ImportKind("attendance", "safeloom.domain.meetings.imports.attendance.Attendance", order=80),
    DemonstrationData("meetings", "safeloom.domain.meetings.demonstration.make", order=50),
    DemonstrationData("papers", "safeloom.domain.meetings.demonstration_papers.make", order=52),
    SearchSource(
        "meeting",
        "Meetings",
        "Meeting",
        "meetings.Meeting",
        rows=f"{_SEARCH}.meetings_found",
        entries=f"{_SEARCH}.tell_meetings",
        address=f"{_SEARCH}.meeting_address",
        watches=(
            SearchWatch("meetings.Meeting", "pk", ("day", "place")),
            record_watch(),
            SearchWatch("foundation.Principal", "group__principal_id", ("name",)),
            SearchWatch("meetings.AgendaItem", "pk", ("title",), key="meeting"),
        ),
        order=70,
    ),
    SearchSource(
        "meeting-series",
        "Series of meetings",
        "Series of meetings",
        "meetings.MeetingSeries",
        rows=f"{_SEARCH}.series_found",
        entries=f"{_SEARCH}.tell_series",
        address=f"{_SEARCH}.series_address",
        watches=(
            SearchWatch("meetings.MeetingSeries", "pk", ("ended",)),
            record_watch(),
            SearchWatch("foundation.Principal", "group__principal_id", ("name",)),
        ),
        order=71,
    ),
    SearchSource(
        "paper",
        "Papers",
        "Paper",
        "meetings.Paper",
        rows=f"{_SEARCH}.papers_found",
        entries=f"{_SEARCH}.tell_papers",
        address=f"{_SEARCH}.paper_address",
        watches=(
            SearchWatch("meetings.Paper", "pk", ("title",)),
            record_watch(),
            SearchWatch("foundation.Record", "meeting__record_id", ("title",)),
        ),
        order=72,
    ),
    SearchSource(
        "decision",
        "Decisions",
        "Decision",
        "meetings.Decision",
        rows=f"{_SEARCH}.decisions_found",
        entries=f"{_SEARCH}.tell_decisions",
        address=f"{_SEARCH}.decision_address",
        watches=(
            SearchWatch("meetings.Decision", "pk", ("wording", "reasons")),
            record_watch(),
            SearchWatch("foundation.Record", "meeting__record_id", ("title", "sensitivity")),
        ),
        order=73,
    ),
)
