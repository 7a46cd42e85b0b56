"""What the scrutineer alone writes."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.systems.scrutiny.addresses import of_exercise
from safeloom.systems.scrutiny.commands import writing as verbs
from safeloom.systems.scrutiny.forms import EvidenceForm, JudgeForm, SureForm, WriteForm
from safeloom.systems.scrutiny.queries import exercises as queries
from safeloom.systems.scrutiny.views.exercises import found, trail

WRITE = "scrutiny.write"


@open_to(WRITE)
def add_evidence(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add a row of evidence."""
    here, viewer = request.partnership, request.viewer
    row = found(request, reference, WRITE)
    judgements = queries.judgements_of(row)

    def act(data: dict[str, Any]) -> None:
        source = None
        if data["source"]:
            source = queries.source_of(viewer, here, data["source"])
            if source is None:
                words = "Enter the reference of a record you can see here, or leave it empty."
                raise ValidationError({"source": words})
        shown = {
            one.pk: (int(data[f"strength-{number}"]), data[f"words-{number}"])
            for number, one in enumerate(judgements)
            if data[f"strength-{number}"]
        }
        verbs.add_evidence(
            by=viewer.person,
            exercise=row,
            method=data["method"],
            what=data["what"],
            shown=shown,
            source=source,
        )

    return ask(
        request,
        EvidenceForm,
        act,
        title="Add evidence",
        button="Add evidence",
        done="The evidence is added.",
        back=f"{of_exercise(here, row)}#evidence",
        rows=judgements,
        trail=trail(here, row),
    )


@open_to(WRITE)
def remove_evidence(request: HttpRequest, partnership_key: str, reference: str, pk: UUID):
    """Take a row of evidence out."""
    here = request.partnership
    row = found(request, reference, WRITE)
    rows = row.evidence.filter(removed__isnull=True)
    evidence = get_object_or_404(rows.select_related("exercise__record__partnership"), pk=pk)
    return ask(
        request,
        SureForm,
        lambda data: verbs.remove_evidence(by=request.viewer.person, evidence=evidence),
        title="Take this evidence out?",
        button="Take evidence out",
        done="The evidence is taken out.",
        back=f"{of_exercise(here, row)}#evidence",
        lead=evidence.what,
        warn=True,
        trail=trail(here, row),
    )


@open_to(WRITE)
def judge(request: HttpRequest, partnership_key: str, reference: str, pk: UUID) -> HttpResponse:
    """Judge a success factor."""
    here = request.partnership
    row = found(request, reference, WRITE)
    rows = row.judgements.select_related("exercise__record__partnership", "factor")
    judgement = get_object_or_404(rows, pk=pk)
    return ask(
        request,
        JudgeForm,
        lambda data: verbs.judge(by=request.viewer.person, judgement=judgement, **data),
        title=f"Judge: {judgement.factor.title}",
        button="Save judgement",
        done="The judgement is saved.",
        back=f"{of_exercise(here, row)}#judgements",
        lead=judgement.factor.words,
        initial={"rating": judgement.rating, "words": judgement.words},
        trail=trail(here, row),
    )


@open_to(WRITE)
def write(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Write the report."""
    here = request.partnership
    row = found(request, reference, WRITE)

    def said() -> dict[str, Any]:
        now = found(request, reference, WRITE)
        return {"report": now.report, "young": now.young, "revision": now.record.revision}

    return ask(
        request,
        WriteForm,
        lambda data: verbs.write(
            by=request.viewer.person,
            exercise=row,
            seen=data["revision"],
            report=data["report"],
            young=data["young"],
        ),
        title=f"Write the report of {row.title}",
        button="Save report",
        done="The report is saved.",
        back=of_exercise(here, row),
        initial=said(),
        current=said,
        subject=reference,
        trail=trail(here, row),
    )


@open_to(WRITE)
def publish(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Publish it."""
    here = request.partnership
    row = found(request, reference, WRITE)
    return ask(
        request,
        SureForm,
        lambda data: verbs.publish(by=request.viewer.person, exercise=row),
        title=f"Publish {row.title}?",
        button="Publish report",
        done="The report is published.",
        back=of_exercise(here, row),
        lead="All partners can read it from then on, and nothing of the exercise changes any more.",
        trail=trail(here, row),
    )
