"""Reading the stages of a partnership."""

from datetime import date

from django.db.models import QuerySet

from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.workflow import Workflow
from safeloom.systems.challenge.models import EscalationPolicy, Stage
from safeloom.systems.challenge.workflows import escalation


def policies(partnership: Partnership) -> QuerySet[EscalationPolicy]:
    """All that was ever set, the latest first, with their stages."""
    rows = EscalationPolicy.objects.filter(partnership=partnership)
    return rows.prefetch_related("stages__told").order_by("-since")


def policy_on(partnership: Partnership, day: date) -> EscalationPolicy | None:
    """The stages in force on a day; None where there are none, or they are off."""
    found = policies(partnership).filter(since__lte=day).first()
    return found if found is not None and found.runs else None


def stages_of(policy: EscalationPolicy) -> list[Stage]:
    """The stages of a policy, in order, each knowing it."""
    rows = list(policy.stages.all())
    for row in rows:
        row.policy = policy
    return rows


def workflow_of(policy: EscalationPolicy) -> Workflow:
    """The workflow that a policy makes."""
    stages = stages_of(policy)
    return escalation(
        tuple(stage.title for stage in stages),
        tuple(stage.formal for stage in stages),
        policy.bypass_to,
    )
