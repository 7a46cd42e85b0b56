"""The rounds, one round, and drawing bodies for visits."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires import addresses as engine
from safeloom.domain.questionnaires.models import Campaign
from safeloom.foundation.access.pages import open_to
from safeloom.systems.section_11.addresses import at, of_visit
from safeloom.systems.section_11.commands.drawing import draw_visits
from safeloom.systems.section_11.content import USE
from safeloom.systems.section_11.forms import DrawForm
from safeloom.systems.section_11.queries.drawing import drawable, draws_of
from safeloom.systems.section_11.queries.responses import Line, lines_of
from safeloom.systems.section_11.queries.round import next_cycle, rounds, standards
from safeloom.systems.section_11.views.asking import found_round, trail
from safeloom.web.acting import act_on


@open_to("questionnaire.see")
def first(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The rounds of the audit, and which kind comes next."""
    here, viewer = request.partnership, request.viewer
    found = list(rounds(viewer, here))
    starts = viewer.may("campaign.change", here.pk)
    begin = f"{reverse('questionnaires:begin-campaign', args=[here.key])}?use={USE}"
    context = {
        "title": "Section 11 audit",
        "rounds": [(one, at("round", here, one.record.reference)) for one in found],
        "trail": engine.to_assurance(viewer, here),
        "next_cycle": Campaign.Cycle(next_cycle(found)).label,
        "actions": [("Begin a round", begin)] if starts else [],
    }
    return render(request, "section_11/first.html", context)


@open_to("questionnaire.see")
def one_round(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """By standard how many comply, and each body with what was done about its return."""
    here, viewer = request.partnership, request.viewer
    campaign = found_round(request, reference)
    lines = lines_of(viewer, campaign)
    moderates = viewer.may("response.moderate", here.pk)
    counts = Counter(line.state_words for line in lines)
    context: dict[str, Any] = {
        "title": campaign.record.title,
        "campaign": campaign,
        "board": engine.of_campaign(here, campaign),
        "standards": standards(campaign),
        "before": campaign.previous,
        "counts": sorted(counts.items()),
        "lines": [_shown(here, line) for line in lines],
        "draws": draws_of(campaign),
        "draw": at("draw", here, reference) if moderates and campaign.sent else "",
        "trail": trail(here),
    }
    return render(request, "section_11/round.html", context)


def _shown(here: Any, line: Line) -> dict[str, Any]:
    return {
        "line": line,
        "url": engine.of_response(here, line.response),
        "visits": [(visit, of_visit(here, visit)) for visit in line.visits],
    }


@open_to("response.moderate")
def draw(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Draw bodies for visits, so many of each kind."""
    here = request.partnership
    campaign = found_round(request, reference)
    counts = Counter(one.agency.kind for one in drawable(campaign))
    order = list(Agency.Kind.values)

    def act(form: DrawForm) -> str:
        made = draw_visits(
            by=request.viewer.person,
            campaign=campaign,
            many=form.many,
            number=form.cleaned_data["number"],
        )
        return f"Drawn by the number {made.number}."

    return act_on(
        request,
        DrawForm,
        act,
        title="Draw bodies for visits",
        button="Draw",
        back=f"{at('round', here, reference)}#draws",
        rows=sorted(counts.items(), key=lambda one: order.index(one[0])),
        lead="Bodies that were drawn or have a visit are left out. What was drawn stays written down.",
        trail=trail(here, campaign),
    )
