"""Where plans and risks stand."""

from django.urls import reverse

from safeloom.domain.plans.models import Plan, PlanLine, Priority, Risk
from safeloom.foundation.identity.models import Partnership


def of_risk(partnership: Partnership, risk: Risk) -> str:
    """A risk's page."""
    return reverse("plans:risk", args=[partnership.key, risk.record.reference])


def of_plan(partnership: Partnership, plan: Plan) -> str:
    """A plan's page."""
    return reverse("plans:plan", args=[partnership.key, plan.record.reference])


def of_priority(partnership: Partnership, priority: Priority) -> str:
    """A priority's page."""
    return reverse("plans:priority", args=[partnership.key, priority.record.reference])


def of_line(partnership: Partnership, line: PlanLine) -> str:
    """A line's page."""
    return reverse("plans:line", args=[partnership.key, line.pk])


def act(name: str, partnership: Partnership, *args: object) -> str:
    """The page of something that is listed or can be done."""
    return reverse(f"plans:{name}", args=[partnership.key, *args])
