"""The list of meetings, and a meeting's page."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from safeloom.domain.meetings import addresses
from safeloom.domain.meetings.definitions import TAGS
from safeloom.domain.meetings.models import Meeting
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.domain.meetings.views.calendars import invitations_section
from safeloom.domain.meetings.views.paper_sections import papers_section
from safeloom.domain.meetings.views.sections import (
    agenda_section,
    attendance_section,
    captured_sections,
    history_section,
    place_facts,
)
from safeloom.domain.partnership.queries.groups import groups
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.written_times import show_time
from safeloom.web.lists import Column, Filter, ListPage, Typed, list_response
from safeloom.web.part_pages import part_pages
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.sections import contributed

State = Meeting.State
WHEN = [("coming", "Coming"), ("past", "Past")]


def _list(viewer: Viewer, here: Partnership) -> ListPage:
    def group_choices(request: HttpRequest) -> list[tuple[str, str]]:
        return [(str(group.pk), group.name) for group in groups(viewer, here, "meeting.see")]

    def when(rows, value: str):
        day = viewer.day
        return rows.filter(day__gte=day) if value == "coming" else rows.filter(day__lt=day)

    return ListPage(
        title="Meetings",
        noun=("meeting", "meetings"),
        search=["record__title", "record__reference", "place"],
        default_order=("-day", "-start"),
        columns=[
            Column(
                "Meeting",
                "title",
                sort="record__title",
                link=lambda meeting: addresses.of_meeting(here, meeting),
            ),
            Column("Reference", "record.reference", sort="record__reference"),
            Column("Day", "day", sort="day", kind="date"),
            Column("Time", lambda meeting: show_time(meeting.start) if meeting.start else ""),
            Column("Group", "group.name", sort="group__principal__name"),
            Column("State", lambda meeting: State(meeting.state).label, sort="state"),
        ],
        filters=[
            Filter("when", "When", WHEN, when),
            Filter("group", "Group", group_choices, "group_id"),
            Filter("state", "State", State.choices, "state"),
        ],
        typed=[
            Typed("from", "From", lambda rows, day: rows.filter(day__gte=day), kind="day"),
            Typed("to", "To", lambda rows, day: rows.filter(day__lte=day), kind="day"),
        ],
        empty="The meetings of your groups will stand here.",
    )


@open_to("meeting.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The meetings, the latest first."""
    here, viewer = request.partnership, request.viewer
    pages = [
        ("Series", addresses.act("all-series", here)),
        ("Attendance", addresses.act("attendance-report", here)),
        ("Decisions", addresses.act("decisions", here)),
        *part_pages(request, "meetings:list"),
        ("In your calendar", reverse("meetings:own-calendar")),
    ]
    if viewer.may_everywhere("meeting.change", here.pk):
        pages = [("Plan a meeting", addresses.act("add", here)), *pages]
    rows = queries.meetings(viewer, here)
    return list_response(request, _list(viewer, here), rows, actions=pages)


@open_to("meeting.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A meeting."""
    here, viewer = request.partnership, request.viewer
    meeting = get_object_or_404(queries.meetings(viewer, here), record__reference=reference)
    state = State(meeting.state)
    may = viewer.may("meeting.change", here.pk, meeting)
    facts = [("Group", meeting.group.name), *place_facts(meeting)]
    if state == State.CANCELLED:
        facts.append(("Why", queries.reason_of(meeting)))
    page = RecordPage(
        title=meeting.title,
        reference=meeting.record.reference,
        status=state.label,
        status_kind=TAGS[state],
        facts=facts,
        next_step=_next_step(here, meeting, state, viewer.day) if may else None,
        sections=[
            agenda_section(here, meeting, state, may),
            attendance_section(here, meeting, state, may),
            papers_section(
                viewer, here, meeting, queries.agenda_of(meeting), may and state != State.CANCELLED
            ),
            *captured_sections(viewer, here, meeting, state),
            *([invitations_section(here, meeting, state)] if may else []),
            *contributed(viewer, here, meeting.record, viewer.day),
            history_section(meeting),
        ],
        side=[Section("beside", "Before and after", "meetings/beside.html")],
        of=meeting.record,
    )
    beside = [
        (words, other.title, addresses.of_meeting(here, other))
        for words, other in (
            ("Before", queries.before(meeting)),
            ("After", queries.after(meeting)),
        )
        if other
    ]
    series = meeting.series
    return record_response(
        request,
        page,
        template="meetings/record.html",
        trail=[("Meetings", addresses.listing(here))],
        beside=beside,
        series=(series.title, addresses.of_series(here, series)) if series else None,
        acts=[*_own_acts(here, meeting, state), *(_acts(here, meeting, state) if may else [])],
    )


def _next_step(
    here: Partnership, meeting: Meeting, state: str, day: date
) -> tuple[str, str] | None:
    reference = meeting.record.reference
    if state == State.PLANNED and meeting.day <= day:
        return "Hold meeting", addresses.act("hold", here, reference)
    if state == State.PLANNED:
        return "Add agenda item", addresses.act("add-item", here, reference)
    if state == State.HELD:
        return "Take minutes", addresses.act("minute", here, reference)
    return None


def _own_acts(here: Partnership, meeting: Meeting, state: str) -> list[tuple[str, str]]:
    """What whoever sees a meeting can do."""
    if state == State.CANCELLED:
        return []
    url = addresses.act("calendar-file", here, meeting.record.reference)
    return [("Take it into your calendar", url)]


def _acts(here: Partnership, meeting: Meeting, state: str) -> list[tuple[str, str]]:
    """What else can be done, at the foot of the page."""
    reference = meeting.record.reference
    names = {
        State.PLANNED: (("Change meeting", "change"), ("Cancel meeting", "cancel")),
        State.HELD: (("Change meeting", "change"),),
        State.DRAFT: (("Change meeting", "change"),),
        State.CANCELLED: (("Plan it again", "reinstate"),),
    }.get(State(state), ())
    return [(words, addresses.act(name, here, reference)) for words, name in names]
