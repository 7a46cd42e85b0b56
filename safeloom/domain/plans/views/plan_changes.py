"""Adding and changing plans, priorities, objectives."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.forms import revisioned
from safeloom.domain.partnership.views.asking import ask
from safeloom.domain.plans import addresses
from safeloom.domain.plans import plan_forms as forms
from safeloom.domain.plans.commands import plans as commands
from safeloom.domain.plans.models import Objective, Plan, Priority
from safeloom.domain.plans.queries import plans as queries
from safeloom.domain.plans.queries.risks import owners
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.today import today

CHANGE = "plan.change"
_SAID = ("kind", "group", "serves", "purpose", "start", "end", "adopted", "launched", "reviewed")


@open_to(CHANGE)
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add a plan."""
    here = request.partnership
    return ask(
        request,
        forms.PlanForm,
        lambda said: commands.add_plan(
            by=request.viewer.person, partnership=here, new=commands.NewPlan(**said)
        ),
        title="Add a plan",
        button="Add plan",
        done="The plan is there. Add its priorities, then its lines.",
        rows={
            "group": owners(here, today())["group"],
            "serves": queries.may_serve(here),
        },
        back=lambda plan: addresses.of_plan(here, plan),
        cancel=addresses.act("plans", here),
        trail=trail(request),
    )


@open_to(CHANGE)
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change a plan."""
    plan, here = plan_of(request, reference), request.partnership
    return ask(
        request,
        revisioned(forms.PlanForm),
        lambda said: commands.change_plan(
            by=request.viewer.person,
            plan=plan,
            seen=said.pop("revision"),
            new=commands.NewPlan(**said),
        ),
        title="Change the plan",
        button="Save plan",
        done="The plan was changed.",
        initial=_said(plan),
        current=lambda: _said(plan_of(request, reference)),
        subject=reference,
        rows={
            "group": owners(here, today())["group"],
            "serves": queries.may_serve(here, plan),
        },
        back=addresses.of_plan(here, plan),
        trail=trail(request, plan),
    )


@open_to(CHANGE)
def add_priority(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add a priority to a plan."""
    plan = plan_of(request, reference)
    return ask(
        request,
        forms.PriorityForm,
        lambda said: commands.add_priority(by=request.viewer.person, plan=plan, seen=None, **said),
        title="Add a priority",
        button="Add priority",
        done="The priority was added.",
        initial={"order": len(queries.priorities(plan)) + 1},
        back=addresses.of_plan(request.partnership, plan),
        trail=trail(request, plan),
    )


@open_to(CHANGE)
def change_priority(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change a priority."""
    priority = _priority(request, reference)

    def said(found: Priority) -> dict[str, Any]:
        return {
            "title": found.title,
            "description": found.description,
            "order": found.order,
            "revision": found.record.revision,
        }

    return ask(
        request,
        revisioned(forms.PriorityForm),
        lambda typed: commands.change_priority(
            by=request.viewer.person, priority=priority, seen=typed.pop("revision"), **typed
        ),
        title="Change the priority",
        button="Save priority",
        done="The priority was changed.",
        initial=said(priority),
        current=lambda: said(_priority(request, reference)),
        subject=reference,
        back=addresses.of_priority(request.partnership, priority),
        trail=trail(request, priority.plan),
    )


@open_to(CHANGE)
def add_objective(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add an objective or outcome under a priority."""
    priority = _priority(request, reference)
    return ask(
        request,
        forms.ObjectiveForm,
        lambda said: commands.add_objective(
            by=request.viewer.person, priority=priority, seen=None, **said
        ),
        title="Add an objective or outcome",
        button="Add objective",
        done="The objective was added.",
        lead=priority.title,
        back=addresses.of_priority(request.partnership, priority),
        trail=trail(request, priority.plan),
    )


@open_to(CHANGE)
def change_objective(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Change an objective."""
    objective = _objective(request, pk)

    def said(found: Objective) -> dict[str, Any]:
        return {"title": found.title, "order": found.order, "revision": found.revision}

    return ask(
        request,
        revisioned(forms.ObjectiveForm),
        lambda typed: commands.change_objective(
            by=request.viewer.person, objective=objective, seen=typed.pop("revision"), **typed
        ),
        title="Change the objective",
        button="Save objective",
        done="The objective was changed.",
        initial=said(objective),
        current=lambda: said(_objective(request, pk)),
        subject=objective.priority.record.reference,
        back=addresses.of_priority(request.partnership, objective.priority),
        trail=trail(request, objective.priority.plan),
    )


def plan_of(request: HttpRequest, reference: str) -> Plan:
    """The plan of an address, for whoever may change it."""
    rows = queries.plans(request.viewer, request.partnership, CHANGE)
    return get_object_or_404(rows, record__reference=reference)


def trail(request: HttpRequest, plan: Plan | None = None) -> list[tuple[str, str]]:
    """The way here."""
    here = request.partnership
    found = [("Plan", addresses.act("first", here)), ("Plans", addresses.act("plans", here))]
    return [*found, (plan.title, addresses.of_plan(here, plan))] if plan else found


def _priority(request: HttpRequest, reference: str) -> Priority:
    rows = queries.every_priority(request.viewer, request.partnership, CHANGE)
    return get_object_or_404(rows, record__reference=reference)


def _objective(request: HttpRequest, pk: UUID) -> Objective:
    rows = queries.every_objective(request.viewer, request.partnership, CHANGE)
    return get_object_or_404(rows, pk=pk)


def _said(plan: Plan) -> dict[str, Any]:
    said = {name: getattr(plan, name) for name in _SAID}
    return said | {"title": plan.title, "revision": plan.record.revision}
