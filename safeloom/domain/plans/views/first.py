"""The first page of the plan: how it stands, and the way to its parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.domain.plans import addresses
from safeloom.domain.plans.drawing import sentence_of
from safeloom.domain.plans.models import Plan, Priority
from safeloom.domain.plans.position import Counts, counted, position
from safeloom.domain.plans.queries import lines as line_queries
from safeloom.domain.plans.queries import plans as plan_queries
from safeloom.domain.plans.queries import risks as queries
from safeloom.domain.plans.views.register import SINCE_MONTHS
from safeloom.domain.plans.views.showing import movement_mark, score_mark, states_of
from safeloom.foundation.access.pages import open_to
from safeloom.kernel.dates import months_later
from safeloom.kernel.risk import Band
from safeloom.web.part_pages import part_pages

PART = "plans:first"
_MOST = 8


@dataclass(frozen=True)
class PlanNow:
    """A plan of today: where it stands, and its priorities with how many of their lines stand how."""

    plan: Plan
    url: str
    sentence: str
    priorities: Sequence[tuple[Priority, str, Counts, Counts | None]]


def _plans(request: HttpRequest) -> list[PlanNow]:
    """The partnership's plans of today with their priorities; programmes of groups by their counts. Two
    queries for plans and priorities, and those of all their lines at once."""
    here, viewer = request.partnership, request.viewer
    plans = plan_queries.current(viewer, here, viewer.day)
    priorities = plan_queries.priorities_of(plans)
    lines = line_queries.standings(line_queries.of_plans(plans), here, viewer.day)
    found = []
    for plan in plans:
        own = [one for one in lines if one.line.plan_id == plan.pk]
        rows = []
        for priority in (one for one in priorities if one.plan_id == plan.pk):
            mine = [one for one in own if one.line.priority_id == priority.pk]
            serving = [one for one in lines if one.line.serves_id == priority.pk]
            url = addresses.of_priority(here, priority)
            rows.append((priority, url, counted(mine), counted(serving) if serving else None))
        sentence = position(own, viewer.day).sentence
        found.append(PlanNow(plan, addresses.of_plan(here, plan), sentence, rows))
    return found


@open_to("plan.see")
def page(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The risks that are high or outside the appetite, and the way to plans, actions, risks and money."""
    here, viewer = request.partnership, request.viewer
    context = {
        "title": "Plan",
        "parts": part_pages(request, PART),
        "plans": _plans(request),
        "all_plans": addresses.act("plans", here),
    }
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
                    states_of(one),
                )
                for one in high[:_MOST]
            ],
        }
    return render(request, "plans/first.html", context)
