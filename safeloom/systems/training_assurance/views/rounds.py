"""The rounds, one round, and letting agencies review each other by lot."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from safeloom.domain.questionnaires import addresses as engine
from safeloom.domain.questionnaires.models import QuestionRow
from safeloom.foundation.access.pages import open_to
from safeloom.systems.training_assurance.addresses import at, of_review
from safeloom.systems.training_assurance.commands.assigning import assign_by_lot
from safeloom.systems.training_assurance.content import USE
from safeloom.systems.training_assurance.forms import DrawForm
from safeloom.systems.training_assurance.queries.rounds import (
    Line,
    lines_of,
    parts_of,
    questions_of,
    rounds,
)
from safeloom.systems.training_assurance.views.finding import found_round, trail
from safeloom.web.acting import act_on

# How long a peer is given where nothing else is said.
GIVEN = timedelta(days=28)


@open_to("questionnaire.see")
def first(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The rounds."""
    here, viewer = request.partnership, request.viewer
    begin = f"{reverse('questionnaires:begin-campaign', args=[here.key])}?use={USE}"
    starts = viewer.may("campaign.change", here.pk)
    context = {
        "trail": engine.to_assurance(viewer, here),
        "title": "Training assurance",
        "rounds": [(one, at("round", here, one.record.reference)) for one in rounds(viewer, here)],
        "actions": [("Begin a round", begin)] if starts else [],
    }
    return render(request, "training_assurance/first.html", context)


@open_to("questionnaire.see")
def one_round(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Each agency's own grades beside its peer's, and who reviews whom."""
    here, viewer = request.partnership, request.viewer
    campaign = found_round(request, reference)
    lines, questions = lines_of(viewer, campaign), questions_of(campaign)
    moderates = viewer.may("response.moderate", here.pk)
    assigned = [line.review for line in lines if line.review]
    handed_in = sum(line.handed_in for line in lines)
    may_draw = moderates and campaign.sent and not assigned and handed_in > 1
    context: dict[str, Any] = {
        "title": campaign.record.title,
        "campaign": campaign,
        "board": engine.of_campaign(here, campaign),
        "parts": parts_of(campaign),
        "questions": questions,
        "counts": sorted(Counter(line.state_words for line in lines).items()),
        "lines": [_shown(here, line, questions, moderates) for line in lines],
        "number": next((one.number for one in assigned if one.number), None),
        "assigned": len(assigned),
        "done": sum(one.done is not None for one in assigned),
        "draw": at("draw", here, reference) if may_draw else "",
        "trail": trail(here),
    }
    return render(request, "training_assurance/round.html", context)


def _shown(here: Any, line: Line, questions: list[QuestionRow], moderates: bool) -> dict[str, Any]:
    review, key = line.review, line.response.record.reference
    gives = moderates and line.handed_in and not (review and review.done)
    return {
        "line": line,
        "url": engine.of_response(here, line.response),
        "grades": line.grades(questions),
        "review": of_review(here, review) if review else "",
        "give": at("give-review", here, key) if gives else "",
    }


@open_to("response.moderate")
def draw(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Let the agencies that submitted review each other by lot."""
    here, viewer = request.partnership, request.viewer
    campaign = found_round(request, reference)

    def act(form: DrawForm) -> str:
        made = assign_by_lot(by=viewer.person, campaign=campaign, **form.cleaned_data)
        return f"{len(made)} reviews are assigned by the number {made[0].number}."

    return act_on(
        request,
        DrawForm,
        act,
        title="Assign the reviews by lot",
        button="Assign reviews",
        back=at("round", here, reference),
        initial={"due": viewer.day + GIVEN},
        lead="Each agency that submitted reviews one other and is reviewed by one. Give later ones by hand.",
        trail=trail(here, campaign),
    )
