"""What the forms of lines offer."""

from django.db.models import QuerySet

from safeloom.domain.plans.models import Objective, Plan, Priority
from safeloom.domain.plans.queries.plans import priorities_served
from safeloom.foundation.identity.models import Partnership


def line_choices(plan: Plan) -> dict[str, QuerySet]:
    """Priorities, objectives, and priorities of the plan it serves, by the names of form fields."""
    objectives = Objective.objects.filter(priority__plan=plan)
    return {
        "priority": Priority.objects.filter(plan=plan).select_related("record"),
        "objective": objectives.order_by("priority__order", "order"),
        "serves": priorities_served(plan),
    }


def plans_to_carry_into(partnership: Partnership, plan: Plan) -> QuerySet[Plan]:
    """The plans into which lines of a plan may be carried forward: itself and those that end later or
    have no end."""
    rows = Plan.objects.filter(partnership=partnership).select_related("record")
    if plan.end is None:
        return rows.order_by("record__reference")
    later = rows.filter(end__gt=plan.end) | rows.filter(end__isnull=True) | rows.filter(pk=plan.pk)
    return later.distinct().order_by("record__reference")
