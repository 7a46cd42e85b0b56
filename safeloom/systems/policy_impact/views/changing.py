"""The rota, what an agency says, where it was presented, what the board makes of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.meetings.queries.meetings import meetings
from safeloom.domain.partnership.queries.agencies import agencies
from safeloom.domain.partnership.queries.schools import apart_from_schools
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.records.models import Record
from safeloom.systems.policy_impact.addresses import at, of_impact
from safeloom.systems.policy_impact.commands import impacts as verbs
from safeloom.systems.policy_impact.forms import (
    AssureForm,
    EvidenceForm,
    MoveForm,
    PresentForm,
    RotaForm,
    SayForm,
    SureForm,
)
from safeloom.systems.policy_impact.queries.impacts import record_of
from safeloom.systems.policy_impact.views.impacts import found, trail

PLAN, SAY, ASSURE = "policy_impact.plan", "policy_impact.say", "policy_impact.assure"


def _as_it_is(
    request: HttpRequest, reference: str, permission: str, *names: str
) -> Callable[[], dict[str, Any]]:
    """What gives some fields of a presentation and its revision, as they are when it is called."""

    def said() -> dict[str, Any]:
        now = found(request, reference, permission)
        return {name: getattr(now, name) for name in names} | {"revision": now.record.revision}

    return said


def _seen(data: dict[str, Any]) -> dict[str, Any]:
    """What a form holds, with the revision it was opened with as commands take it."""
    return {name: value for name, value in data.items() if name != "revision"} | {
        "seen": data["revision"]
    }


def _named(request: HttpRequest, data: dict[str, Any], name: str) -> Record | None:
    """The record whose reference a field holds. Raises ValidationError at it."""
    if not data[name]:
        return None
    record = record_of(request.viewer, request.partnership, data[name])
    if record is None:
        words = "Enter the reference of a record you can see here, or leave it empty."
        raise ValidationError({name: words})
    return record


@open_to(PLAN)
def rota(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Give agencies their turn."""
    here, viewer = request.partnership, request.viewer
    rows = agencies(viewer, here).as_at(viewer.day)
    return ask(
        request,
        RotaForm,
        lambda data: verbs.set_rota(by=viewer.person, partnership=here, **data),
        title="Set the rota",
        button="Set the rota",
        done="The rota is set.",
        back=at("list", here),
        lead="They present in the order of this list. Each turn can be moved afterwards.",
        rows=apart_from_schools(rows, viewer.day).order_by("principal__name"),
        initial={"months": 3},
        trail=trail(request),
    )


@open_to(PLAN)
def move(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Let them present on another day."""
    row = found(request, reference, PLAN)
    said = _as_it_is(request, reference, PLAN, "due")
    return ask(
        request,
        MoveForm,
        lambda data: verbs.move(by=request.viewer.person, impact=row, **_seen(data)),
        title=f"Move {row.title}",
        button="Move presentation",
        done="It is moved.",
        back=of_impact(request.partnership, row),
        initial=said(),
        current=said,
        subject=reference,
        trail=trail(request, row),
    )


@open_to(SAY)
def say(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say what was changed and what it did."""
    row = found(request, reference, SAY)
    told = _as_it_is(request, reference, SAY, "policy", "changed", "why", "done", "difference")

    def said() -> dict[str, Any]:
        because = found(request, reference, SAY).because
        return told() | {"because": because.reference if because else ""}

    def act(data: dict[str, Any]) -> None:
        seen = data.pop("revision")
        data["because"] = _named(request, data, "because")
        verbs.say(by=request.viewer.person, impact=row, seen=seen, said=verbs.Said(**data))

    return ask(
        request,
        SayForm,
        act,
        title="What was changed, and what did it do?",
        button="Save what was changed",
        done="It is saved.",
        back=of_impact(request.partnership, row),
        initial=said(),
        current=said,
        subject=reference,
        trail=trail(request, row),
    )


@open_to(SAY)
def add_evidence(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add what shows it."""
    row = found(request, reference, SAY)

    def act(data: dict[str, Any]) -> None:
        data["source"] = _named(request, data, "source")
        verbs.add_evidence(by=request.viewer.person, impact=row, **data)

    return ask(
        request,
        EvidenceForm,
        act,
        title="Add evidence",
        button="Add evidence",
        done="The evidence is added.",
        back=f"{of_impact(request.partnership, row)}#policy-evidence",
        lead="Files are put on the page of the presentation itself.",
        trail=trail(request, row),
    )


@open_to(SAY)
def remove_evidence(request: HttpRequest, partnership_key: str, reference: str, pk: UUID):
    """Take evidence out."""
    row = found(request, reference, SAY)
    rows = row.evidence.filter(removed__isnull=True)
    evidence = get_object_or_404(rows.select_related("impact__record__partnership"), pk=pk)
    return ask(
        request,
        SureForm,
        lambda data: verbs.remove_evidence(by=request.viewer.person, evidence=evidence),
        title="Take this evidence out?",
        button="Take evidence out",
        done="The evidence is taken out.",
        back=f"{of_impact(request.partnership, row)}#policy-evidence",
        lead=evidence.what,
        warn=True,
        trail=trail(request, row),
    )


@open_to(PLAN)
def present(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Note where it was presented."""
    here, viewer = request.partnership, request.viewer
    row = found(request, reference, PLAN)
    said = _as_it_is(request, reference, PLAN, "meeting", "presented")
    return ask(
        request,
        PresentForm,
        lambda data: verbs.present(by=viewer.person, impact=row, **_seen(data)),
        title="Where was it presented?",
        button="Save where it was presented",
        done="It is noted where it was presented.",
        back=of_impact(here, row),
        initial=said() | {"meeting": row.meeting_id},
        current=said,
        subject=reference,
        rows=meetings(viewer, here).filter(day__lte=viewer.day).order_by("-day"),
        lead=f"{row.title}: what was presented stays as it is from then on.",
        trail=trail(request, row),
    )


@open_to(ASSURE)
def assure(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Note what the board makes of it."""
    row = found(request, reference, ASSURE)

    def said() -> dict[str, Any]:
        last = row.assurances.first()
        told = {"level": last.level, "words": last.words} if last else {"level": "", "words": ""}
        return _as_it_is(request, reference, ASSURE, "follow_up")() | told

    return ask(
        request,
        AssureForm,
        lambda data: verbs.assure(by=request.viewer.person, impact=row, **_seen(data)),
        title="How far is the board assured?",
        lead=row.title,
        button="Save assurance",
        done="The board’s assurance is noted.",
        back=f"{of_impact(request.partnership, row)}#assurance",
        initial={"follow_up": row.follow_up, "revision": row.record.revision},
        current=said,
        subject=reference,
        trail=trail(request, row),
    )
