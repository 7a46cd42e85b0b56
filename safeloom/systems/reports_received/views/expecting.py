"""Saying what is expected, and that one came or was not needed."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.queries.agencies import agencies
from safeloom.domain.partnership.queries.groups import groups
from safeloom.domain.partnership.queries.schools import apart_from_schools
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.systems.reports_received.addresses import at, of_expected, of_received
from safeloom.systems.reports_received.commands import expecting as verbs
from safeloom.systems.reports_received.commands import receiving
from safeloom.systems.reports_received.forms import (
    ChangeExpectForm,
    ExpectForm,
    NotNeededForm,
    ReceiveForm,
    expectation_of,
)
from safeloom.systems.reports_received.models import ExpectedReport
from safeloom.systems.reports_received.queries import reports as queries
from safeloom.systems.reports_received.queries.due import next_due_of
from safeloom.systems.reports_received.views.reports import trail

CHANGE = "received_report.change"


def _rows(request: HttpRequest, keep: Iterable[Any] = ()) -> dict[str, Any]:
    here, viewer = request.partnership, request.viewer
    own = groups(viewer, here).filter(record__partnership=here)
    bodies = apart_from_schools(agencies(viewer, here).as_at(viewer.day), viewer.day, keep)
    return {"agency": bodies, "group": own.as_at(viewer.day)}


def _found(request: HttpRequest, reference: str) -> ExpectedReport:
    rows = queries.expected(request.viewer, request.partnership, CHANGE)
    return get_object_or_404(rows, record__reference=reference)


@open_to(CHANGE)
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Expect a report."""
    here, by = request.partnership, request.viewer.person
    return ask(
        request,
        ExpectForm,
        lambda data: verbs.expect(by=by, partnership=here, said=expectation_of(data)),
        title="Expect a report",
        button="Expect report",
        done="The report is expected.",
        back=lambda row: of_expected(here, row),
        initial={"every": "year"},
        rows=_rows(request),
        trail=trail(here),
        cancel=at("list", here),
    )


@open_to(CHANGE)
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change what is expected."""
    here = request.partnership
    row = _found(request, reference)

    def said() -> dict[str, Any]:
        now = _found(request, reference)
        source = queries.source_of(now, request.viewer.day)
        names = (
            "title", "kind", "every", "first_due", "from_words", "group", "ended", "asks",
        )  # fmt: skip
        return {name: getattr(now, name) for name in names} | {
            "agency": source.agency if source else None,
            "revision": now.record.revision,
        }

    def act(data: dict[str, Any]) -> None:
        seen = data["revision"]
        verbs.change_expected(
            by=request.viewer.person, report=row, seen=seen, said=expectation_of(data)
        )

    return ask(
        request,
        ChangeExpectForm,
        act,
        title=f"Change {row.title}",
        button="Save report",
        done="What is expected is changed.",
        back=of_expected(here, row),
        initial=said(),
        current=said,
        subject=reference,
        rows=_rows(request, [source.pk] if (source := said()["agency"]) else ()),
        trail=trail(here, row),
    )


@open_to(CHANGE)
def receive(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Note that one came."""
    here, viewer = request.partnership, request.viewer
    row = _found(request, reference)
    return ask(
        request,
        ReceiveForm,
        lambda data: receiving.receive(by=viewer.person, report=row, **data),
        title=f"Note that {row.title} came",
        button="Save",
        done="It is noted that the report came.",
        back=lambda came: of_received(here, came),
        cancel=of_expected(here, row),
        initial={"due": next_due_of(row), "received": viewer.day},
        trail=trail(here, row),
    )


@open_to(CHANGE)
def not_needed(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say that one is not needed."""
    here = request.partnership
    row = _found(request, reference)
    return ask(
        request,
        NotNeededForm,
        lambda data: verbs.not_needed(by=request.viewer.person, report=row, **data),
        title=f"Is {row.title} not needed this time?",
        button="Save",
        done="It is noted that it is not needed.",
        back=of_expected(here, row),
        initial={"due": next_due_of(row)},
        trail=trail(here, row),
    )
