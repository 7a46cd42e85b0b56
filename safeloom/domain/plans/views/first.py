"""The first page of the plan: how it stands, and the way to its parts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.domain.plans import addresses
from safeloom.domain.plans.drawing import sentence_of
from safeloom.domain.plans.queries import risks as queries
from safeloom.domain.plans.views.register import SINCE_MONTHS
from safeloom.domain.plans.views.showing import movement_mark, score_mark, state_of
from safeloom.foundation.access.pages import open_to
from safeloom.kernel.dates import months_later
from safeloom.kernel.risk import Band
from safeloom.web.part_pages import part_pages

PART = "plans:first"
_MOST = 8


@open_to("plan.see")
def page(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The risks that are high or outside the appetite, and the way to plans, actions, risks and money."""
    here, viewer = request.partnership, request.viewer
    context = {"title": "Plan", "parts": part_pages(request, PART)}
    if viewer.may("risk.see", here.pk):
        found = queries.register(viewer, here, viewer.day, months_later(viewer.day, -SINCE_MONTHS))
        high = [one for one in found if one.outside or one.residual.band is Band.HIGH]
        high.sort(key=lambda one: -(one.residual.value or 0))
        context |= {
            "risks": addresses.act("risks", here),
            "heat_map": addresses.act("heat-map", here),
            "risk_sentence": sentence_of(found),
            "risk_count": len(found),
            "to_review": len(queries.to_review(found)),
            "high": [
                (
                    one,
                    addresses.of_risk(here, one.risk),
                    score_mark(one.residual),
                    movement_mark(one),
                    state_of(one),
                )
                for one in high[:_MOST]
            ],
        }
    return render(request, "plans/first.html", context)
