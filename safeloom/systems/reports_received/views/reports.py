"""The reports the board expects, and the page of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.queries.agencies import agencies
from safeloom.domain.partnership.queries.schools import apart_from_schools
from safeloom.foundation.access.pages import open_to
from safeloom.systems.reports_received.addresses import at, of_expected, of_received
from safeloom.systems.reports_received.content import (
    kind_words,
    kinds,
    level_tag,
    level_words,
    levels,
)
from safeloom.systems.reports_received.models import ExpectedReport
from safeloom.systems.reports_received.queries import reports as queries
from safeloom.systems.reports_received.queries.reports import TAGS, State
from safeloom.web import marks
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words


def _state(row: ExpectedReport) -> str:
    return State(row.state).label


def _agencies(request: HttpRequest) -> list[tuple[str, str]]:
    rows, day = agencies(request.viewer, request.partnership), request.viewer.day
    rows = apart_from_schools(rows, day, request.GET.getlist("agency"))
    return [(str(one.pk), one.name) for one in rows]


def level_mark(row: Any) -> Any:
    """The level last given, as a tag."""
    return marks.tag(level_words(row.level), level_tag(row.level)) if row.level else ""


LIST = ListPage(
    title="Reports the partnership expects",
    noun=("report", "reports"),
    search=["record__title", "record__reference", "from_words"],
    default_order=("due", "record__title"),
    columns=[
        Column(
            "Report",
            "record.title",
            sort="record__title",
            link=lambda row: of_expected(row.record.partnership, row),
        ),
        Column("Kind", lambda row: kind_words(row.kind), sort="kind"),
        Column("From", "from_now", sort="from_now"),
        Column("How often", "get_every_display", sort="every"),
        Column("Next due", "due", sort="due", kind="date"),
        Column(
            "State",
            lambda row: marks.tag(_state(row), TAGS[State(row.state)]),
            sort="state",
            export=_state,
        ),
        Column("Last received", "last_received", sort="last_received", kind="date"),
        Column(
            "Assurance",
            level_mark,
            sort="level",
            export=lambda row: level_words(row.level),
        ),
    ],
    filters=[
        Filter("state", "State", State.choices, "state"),
        Filter(
            "kind",
            "Kind",
            lambda request: [(one.key, one.title) for one in kinds().values()],
            "kind",
        ),
        Filter("agency", "From", _agencies, queries.by_agency),
        Filter(
            "assurance",
            "Assurance",
            lambda request: [(one.key, one.title) for one in levels().values()],
            "level",
        ),
    ],
    empty="The reports that come to the partnership regularly stand here, with what they assure it of.",
)


def trail(here: Any, report: ExpectedReport | None = None) -> list[tuple[str, str]]:
    """The way back to the list, or to a report that is expected."""
    way = [("Reports received", at("list", here))]
    return [*way, (report.title, of_expected(here, report))] if report else way


@open_to("received_report.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What is expected, and what came of it."""
    here, viewer = request.partnership, request.viewer
    acts = [("All that came", at("came", here))]
    if viewer.may_everywhere("received_report.change", here.pk):
        acts.insert(0, ("Expect a report", at("expect", here)))
    rows = queries.with_due(queries.expected(viewer, here), viewer.day)
    return list_response(request, LIST, rows, actions=acts)


@open_to("received_report.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """One that is expected: when it is due, what came."""
    here, viewer = request.partnership, request.viewer
    mine = queries.expected(viewer, here).filter(record__reference=reference)
    row = get_object_or_404(queries.with_due(mine, viewer.day))
    changes = viewer.may_everywhere("received_report.change", here.pk)
    facts: list[tuple[str, Any]] = [
        ("Kind", kind_words(row.kind)),
        ("From", row.from_now),
        ("How often", row.get_every_display()),
        ("Next due", date_words(row.due) or "Not any more"),
    ]
    if row.group:
        facts.append(("Goes to", row.group.name))
    page = RecordPage(
        title=row.title,
        reference=reference,
        status=_state(row),
        status_kind=TAGS[State(row.state)],
        facts=facts,
        next_step=("Note that it came", at("receive", here, reference))
        if changes and row.due
        else None,
        sections=[
            Section(
                "asks",
                "What it is to say",
                "reports_received/asks.html",
                ("Change", at("change", here, reference)) if changes else None,
            ),
            Section("came", "What came", "reports_received/came.html"),
        ],
        of=row.record,
    )
    return record_response(
        request,
        page,
        trail=trail(here),
        row=row,
        came=[
            (one, of_received(here, one), level_mark(one))
            for one in queries.came_of(viewer, here, row)
        ],
        skipped=queries.not_needed_of(row),
        skip=at("not-needed", here, reference) if changes and row.due else "",
    )
