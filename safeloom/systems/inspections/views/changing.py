"""Noting inspections, judgements and positions."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.queries.agencies import agencies
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.systems.inspections.addresses import at, of_inspection
from safeloom.systems.inspections.commands import inspections as verbs
from safeloom.systems.inspections.content import kinds
from safeloom.systems.inspections.forms import (
    ChangeInspectionForm,
    InspectionForm,
    JudgementForm,
    PositionForm,
    SureForm,
    said_of,
)
from safeloom.systems.inspections.queries.inspections import may_say
from safeloom.systems.inspections.views.inspections import found, trail
from safeloom.web.words import list_words


@open_to("inspection.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Note an inspection."""
    here, by = request.partnership, request.viewer.person
    return ask(
        request,
        InspectionForm,
        lambda data: verbs.add(by=by, partnership=here, said=said_of(data)),
        title="Add an inspection",
        button="Add inspection",
        done="The inspection is added.",
        back=lambda row: of_inspection(here, row),
        rows=agencies(request.viewer, here).as_at(request.viewer.day),
        trail=trail(here),
        cancel=at("calendar", here),
    )


@open_to("inspection.change")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change what is said of it."""
    here = request.partnership
    row = found(request, reference, "inspection.change")

    def said() -> dict[str, Any]:
        now = found(request, reference, "inspection.change")
        names = verbs.Said.__dataclass_fields__
        return {name: getattr(now, name) for name in names} | {"revision": now.record.revision}

    def act(data: dict[str, Any]) -> None:
        seen = data["revision"]
        verbs.change(by=request.viewer.person, inspection=row, seen=seen, said=said_of(data))

    return ask(
        request,
        ChangeInspectionForm,
        act,
        title=f"Change {row.title}",
        button="Save inspection",
        done="The inspection is changed.",
        back=of_inspection(here, row),
        initial=said() | {"agency": row.agency_id},
        current=said,
        subject=reference,
        rows=agencies(request.viewer, here),
        trail=trail(here, row),
    )


@open_to("inspection.change")
def judge(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Note what was judged."""
    here = request.partnership
    row = found(request, reference, "inspection.change")
    grades = kinds()[row.kind].grades if row.kind in kinds() else ()
    return ask(
        request,
        JudgementForm,
        lambda data: verbs.judge(by=request.viewer.person, inspection=row, **data),
        title=f"Add a judgement of {row.title}",
        button="Add judgement",
        done="The judgement is added.",
        back=f"{of_inspection(here, row)}#judgements",
        lead=f"Usual grades: {list_words([grade.lower() for grade in grades])}." if grades else "",
        trail=trail(here, row),
    )


@open_to("inspection.change")
def remove_judgement(request: HttpRequest, partnership_key: str, reference: str, pk: UUID):
    """Take a judgement back."""
    here = request.partnership
    row = found(request, reference, "inspection.change")
    rows = row.judgements.filter(withdrawn__isnull=True)
    judgement = get_object_or_404(rows.select_related("inspection__record__partnership"), pk=pk)
    return ask(
        request,
        SureForm,
        lambda data: verbs.withdraw_judgement(by=request.viewer.person, judgement=judgement),
        title="Take this judgement back?",
        button="Take judgement back",
        done="The judgement is taken back.",
        back=f"{of_inspection(here, row)}#judgements",
        lead=str(judgement),
        warn=True,
        trail=trail(here, row),
    )


@open_to("inspection.say_position")
def position(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say where one stands."""
    here = request.partnership
    row = found(request, reference)
    if not may_say(request.viewer, row):
        raise Http404
    return ask(
        request,
        PositionForm,
        lambda data: verbs.say_position(by=request.viewer.person, inspection=row, **data),
        title=f"Where do you stand with {row.title}?",
        button="Save position",
        done="The position is noted.",
        back=f"{of_inspection(here, row)}#position",
        initial={"day": request.viewer.day},
        trail=trail(here, row),
    )
