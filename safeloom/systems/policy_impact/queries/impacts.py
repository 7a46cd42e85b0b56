"""Presentations and where each stands on a day."""

from datetime import date

from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, TextChoices, Value, When
from django.db.models.functions import Coalesce

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.links.queries import named, seen
from safeloom.foundation.records.models import Record
from safeloom.systems.policy_impact.models import ImpactAssurance, ImpactEvidence, PolicyImpact

SEE = "policy_impact.see"


class State(TextChoices):
    """Where a presentation stands; worked out, never stored."""

    LATE = "late", "Not presented in time"
    PLANNED = "planned", "Planned"
    PRESENTED = "presented", "Presented"
    ASSURED = "assured", "Board has answered"


TAGS = {
    State.LATE: "late",
    State.PLANNED: "wait",
    State.PRESENTED: "wait",
    State.ASSURED: "done",
}


def impacts(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[PolicyImpact]:
    """The presentations a viewer may see: a lead those of their agency."""
    rows = PolicyImpact.objects.select_related(
        "record__partnership", "partnership", "agency__principal", "because", "meeting"
    )
    return viewer.rows(permission, rows, partnership.pk)


def with_state(rows: QuerySet[PolicyImpact], day: date) -> QuerySet[PolicyImpact]:
    """Presentations with `level` (the last the board gave, else empty) and `state`. No further queries."""
    last = ImpactAssurance.objects.filter(impact=OuterRef("pk")).order_by("-at", "-id")
    rows = rows.annotate(level=Coalesce(Subquery(last.values("level")[:1]), Value("")))
    return rows.annotate(
        state=Case(
            When(presented__isnull=False, level="", then=Value(State.PRESENTED.value)),
            When(presented__isnull=False, then=Value(State.ASSURED.value)),
            When(due__lt=day, then=Value(State.LATE.value)),
            default=Value(State.PLANNED.value),
            output_field=CharField(),
        )
    )


def listed(viewer: Viewer, partnership: Partnership) -> QuerySet[PolicyImpact]:
    """The rota: as at the viewer's day, the latest due first."""
    rows = with_state(impacts(viewer, partnership), viewer.day)
    return rows.order_by("-due", "record__reference")


def may_say(viewer: Viewer, impact: PolicyImpact) -> bool:
    """Whether a viewer may say what was changed: the unit, and the agency's lead."""
    return viewer.may("policy_impact.say", impact.partnership_id, impact)


def evidence_of(impact: PolicyImpact) -> list[ImpactEvidence]:
    """What shows it. 1 query."""
    return list(impact.evidence.filter(removed__isnull=True).select_related("source"))


def assurances_of(impact: PolicyImpact) -> list[ImpactAssurance]:
    """What the board made of it, the last first. 1 query."""
    return list(impact.assurances.select_related("by__principal"))


def record_of(viewer: Viewer, partnership: Partnership, reference: str) -> Record | None:
    """The record of a reference, if the viewer may see it. 2 queries."""
    record = named(partnership, reference)
    return record if record and seen(viewer, partnership, [record]) else None
