"""Pages of areas."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership import forms
from safeloom.domain.partnership.commands import areas as commands
from safeloom.domain.partnership.models import Area
from safeloom.domain.partnership.queries import areas as queries
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.asking import ask
from safeloom.domain.partnership.views.tables import Cell, Table, days, section, status
from safeloom.foundation.access.pages import open_to
from safeloom.web.as_at import read_as_at
from safeloom.web.lists import Column, ListPage, list_response
from safeloom.web.records import RecordPage, record_response
from safeloom.web.words import date_words

LIST = ListPage(
    title="Areas",
    noun=("area", "areas"),
    search=["record__title", "gss_code", "dfe_la_code"],
    default_order="record__title",
    columns=[
        Column("Name", "name", sort="record__title", link=addresses.of_area),
        Column("GSS code", "gss_code", sort="gss_code"),
        Column("DfE code", "dfe_la_code", sort="dfe_la_code"),
        Column("Agencies", lambda area: len(area.agencies_now), kind="number"),
        Column("From", "start", sort="start", kind="date"),
        Column("To", "end", sort="end", kind="date"),
    ],
    empty="The areas the partnership safeguards will stand here: add the first one.",
    as_at=True,
)


@open_to("area.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The areas as at a day."""
    here = request.partnership
    may = request.viewer.may_everywhere("area.change", here.pk)
    return list_response(
        request,
        LIST,
        lambda day: queries.listed(request.viewer, here, day),
        actions=[("Add an area", addresses.act("add-area", here))] if may else [],
    )


@open_to("area.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """An area: its codes, who works in it, what it came out of and became."""
    here, viewer = request.partnership, request.viewer
    area = get_object_or_404(queries.areas(viewer, here), record__reference=reference)
    may = viewer.may_everywhere("area.change", here.pk)
    as_at = read_as_at(request)
    words, kind = status(area, as_at.day)
    before, after = queries.successions(area)
    working = [
        [
            Cell(cover.agency.name, addresses.of_agency(here, cover.agency)),
            cover.agency.get_kind_display(),
            days(cover),
        ]
        for cover in queries.working_in(viewer, area, as_at.day)
    ]
    came = [
        [
            Cell(row.predecessor.name, addresses.of_area(row.predecessor)),
            "Formed from",
            date_words(row.day),
        ]
        for row in before
    ] + [
        [
            Cell(row.successor.name, addresses.of_area(row.successor)),
            "Became",
            date_words(row.day),
        ]
        for row in after
    ]
    change = [
        ("Say what came after", addresses.act("succeed-area", here, reference)),
        ("Close area", addresses.act("close-area", here, reference)),
    ]
    page = RecordPage(
        title=area.name,
        reference=reference,
        status=words,
        status_kind=kind,
        facts=[
            ("GSS code", area.gss_code or "Not known"),
            ("DfE local authority code", area.dfe_la_code or "Not known"),
            ("Exists", days(area) or "Dates not known"),
        ],
        next_step=("Change area", addresses.act("change-area", here, reference)) if may else None,
        sections=[
            section(
                "agencies",
                "Agencies that work here",
                Table(["Agency", "Kind", "Days"], working, "No agency is said to work here."),
            ),
            section(
                "succession",
                "Before and after",
                Table(["Area", "Which", "On"], came, "Nothing came before or after it."),
                change[0] if may else None,
            ),
        ],
    )
    return record_response(
        request,
        page,
        template="partnership/record.html",
        trail=[("Areas", addresses.listing(here, "areas"))],
        as_at=as_at,
        closing=change[1] if may and area.end is None else None,
    )


@open_to("area.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add an area."""
    here = request.partnership
    return ask(
        request,
        forms.AreaForm,
        lambda said: commands.add(
            by=request.viewer.person, partnership=here, new=commands.NewArea(**said)
        ),
        title="Add an area",
        button="Add area",
        done="The area was added.",
        back=addresses.of_area,
        cancel=addresses.listing(here, "areas"),
    )


@open_to("area.change")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change an area."""
    area = _changing(request, reference)
    return ask(
        request,
        forms.revisioned(forms.AreaForm),
        lambda said: commands.change(
            by=request.viewer.person,
            area=area,
            seen=said.pop("revision"),
            to=commands.NewArea(**said),
        ),
        title=f"Change {area.name}",
        button="Save area",
        done="The area was changed.",
        back=addresses.of_area(area),
        initial=_said(area),
        current=lambda: _said(_changing(request, reference)),
        subject=reference,
    )


@open_to("area.change")
def close(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Close an area."""
    area = _changing(request, reference)
    return ask(
        request,
        forms.revisioned(forms.LastDayForm),
        lambda said: commands.close(
            by=request.viewer.person, area=area, seen=said["revision"], day=said["day"]
        ),
        title=f"Close {area.name}",
        lead="Agencies stop working in it on the same day. Everything that was stays on its page.",
        button="Close area",
        warn=True,
        done="The area was closed.",
        back=addresses.of_area(area),
        initial={"revision": area.record.revision},
        current=lambda: {
            "day": area.end,
            "revision": _changing(request, reference).record.revision,
        },
        subject=reference,
    )


@open_to("area.change")
def succeed(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say which area came after."""
    area = _changing(request, reference)
    others = queries.areas(request.viewer, request.partnership).exclude(pk=area.pk)
    return ask(
        request,
        forms.SuccessionForm,
        lambda said: commands.succeed(by=request.viewer.person, predecessor=area, **said),
        title=f"What came after {area.name}?",
        button="Save successor",
        done="The successor was saved.",
        back=addresses.of_area(area),
        rows={"successor": others},
    )


def _changing(request: HttpRequest, reference: str) -> Area:
    rows = queries.areas(request.viewer, request.partnership, "area.change")
    return get_object_or_404(rows, record__reference=reference)


def _said(area: Area) -> dict:
    return {
        "name": area.name,
        "gss_code": area.gss_code,
        "dfe_la_code": area.dfe_la_code,
        "start": area.start,
        "end": area.end,
        "revision": area.record.revision,
    }
