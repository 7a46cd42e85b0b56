"""The calendar, the list, and an inspection's page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from safeloom.domain.actions.sections import actions_section, recommendations_section
from safeloom.domain.partnership.queries.agencies import agencies
from safeloom.domain.partnership.queries.schools import apart_from_schools
from safeloom.foundation.access.pages import open_to
from safeloom.systems.inspections.addresses import at, of_inspection
from safeloom.systems.inspections.content import choices, kind_words
from safeloom.systems.inspections.models import Inspection
from safeloom.systems.inspections.queries import inspections as queries
from safeloom.systems.inspections.queries.inspections import TAGS, WHOLE, State
from safeloom.web import marks
from safeloom.web.files import files_section
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words

NO_AGENCY = "partnership"


def _state(row: Inspection) -> str:
    return State(row.state).label


def _agencies(request: HttpRequest) -> list[tuple[str, str]]:
    here, viewer = request.partnership, request.viewer
    rows = apart_from_schools(agencies(viewer, here), viewer.day, request.GET.getlist("agency"))
    return [(NO_AGENCY, WHOLE), *((str(one.pk), one.name) for one in rows)]


def _of_agency(rows: Any, value: str) -> Any:
    if value == NO_AGENCY:
        return rows.filter(agency__isnull=True)
    return rows.filter(agency=value)


LIST = ListPage(
    title="Inspections and reviews",
    noun=("inspection or review", "inspections and reviews"),
    search=["record__title", "record__reference", "inspected_by"],
    columns=[
        Column(
            "Title",
            "record.title",
            sort="record__title",
            link=lambda row: of_inspection(row.record.partnership, row),
        ),
        Column("Kind", lambda row: kind_words(row.kind), sort="kind"),
        Column("Of", lambda row: row.called or WHOLE, sort="called"),
        Column("When", queries.when_words, sort=("begins", "record__reference")),
        Column("Reported", "reported", sort="reported", kind="date"),
        Column(
            "State",
            lambda row: marks.tag(_state(row), TAGS[State(row.state)]),
            sort="state",
            export=_state,
        ),
        Column("Position", "position", sort="position", kind="rag"),
        Column("Reference", "record.reference", sort="record__reference"),
    ],
    filters=[
        Filter("state", "State", State.choices, "state"),
        Filter("kind", "Kind", lambda request: choices(), "kind"),
        Filter("agency", "Of", _agencies, _of_agency),
    ],
    empty="Inspections, mock inspections and peer reviews stand here, those to come as well.",
)


def trail(here: Any, row: Inspection | None = None) -> list[tuple[str, str]]:
    """The way back to the calendar, or to an inspection."""
    way = [("Inspections", at("calendar", here))]
    return [*way, (row.title, of_inspection(here, row))] if row else way


def _adding(request: HttpRequest) -> list[tuple[str, str]]:
    here = request.partnership
    if not request.viewer.may_everywhere("inspection.change", here.pk):
        return []
    return [("Add an inspection", at("add", here))]


@open_to("inspection.see")
def calendar(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What begins in each month of a year, as a list, and what has no day yet."""
    here, viewer = request.partnership, request.viewer
    year = _year(request)
    rows = queries.listed(viewer, here)
    there = queries.years(rows)
    before = max((one for one in there if one < year), default=None)
    after = min((one for one in there if one > year), default=None)
    page = at("calendar", here)
    context = {
        "title": f"Inspections and reviews in {year}",
        "months": [
            (month, [_line(here, row) for row in month.rows])
            for month in queries.calendar(rows, year)
        ],
        "others": [_line(here, row) for row in queries.without_day(rows)],
        "before": (before, f"{page}?year={before}") if before else None,
        "after": (after, f"{page}?year={after}") if after else None,
        "listed": at("list", here),
        "year": year,
        "actions": _adding(request),
    }
    return render(request, "inspections/calendar.html", context)


def _year(request: HttpRequest) -> int:
    said = request.GET.get("year", "")
    if not said:
        return request.viewer.day.year
    if not (said.isdecimal() and len(said) == 4):
        raise Http404
    return int(said)


def _line(here: Any, row: Inspection) -> dict[str, Any]:
    return {
        "title": row.title,
        "url": of_inspection(here, row),
        "when": queries.when_words(row),
        "kind": kind_words(row.kind),
        "of": row.called or WHOLE,
        "mark": marks.tag(_state(row), TAGS[State(row.state)]),
        "position": row.position,
    }


@open_to("inspection.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """All of them, to search, filter and take away."""
    rows = queries.listed(request.viewer, request.partnership)
    return list_response(
        request, LIST, rows, trail=trail(request.partnership), actions=_adding(request)
    )


def found(request: HttpRequest, reference: str, permission: str = "inspection.see") -> Inspection:
    """The inspection of an address, if the viewer holds a permission for it."""
    rows = queries.inspections(request.viewer, request.partnership, permission)
    return get_object_or_404(rows.select_related("agency"), record__reference=reference)


@open_to("inspection.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """When it is or was, what was judged, what follows, and where one stands."""
    here, viewer = request.partnership, request.viewer
    row = get_object_or_404(queries.listed(viewer, here), record__reference=reference)
    changes = viewer.may_everywhere("inspection.change", here.pk)
    says = queries.may_say(viewer, row)
    position = ("Say where you stand", at("position", here, reference))
    facts: list[tuple[str, Any]] = [
        ("Kind", kind_words(row.kind)),
        ("Of", row.called or WHOLE),
        ("When", queries.when_words(row)),
    ]
    if row.inspected_by:
        facts.append(("Inspected by", row.inspected_by))
    if row.reported:
        facts.append(("Reported on", date_words(row.reported)))
    page = RecordPage(
        title=row.title,
        reference=reference,
        status=_state(row),
        status_kind=TAGS[State(row.state)],
        facts=facts,
        next_step=position if says else None,
        sections=[
            Section(
                "about",
                "What it looks at",
                "inspections/about.html",
                ("Change", at("change", here, reference)) if changes else None,
            ),
            Section("position", "Current position", "inspections/position.html"),
            Section(
                "judgements",
                "Judgements",
                "inspections/judgements.html",
                ("Add a judgement", at("judge", here, reference)) if changes else None,
            ),
            recommendations_section(viewer, here, row.record, viewer.day),
            actions_section(viewer, here, row.record, viewer.day),
            files_section(viewer, here, row.record, viewer.day),
        ],
        of=row.record,
    )
    return record_response(
        request,
        page,
        trail=trail(here),
        row=row,
        positions=queries.positions_of(row),
        judgements=[
            (one, at("remove-judgement", here, reference, one.pk) if changes else "")
            for one in queries.judgements_of(row)
        ],
    )
