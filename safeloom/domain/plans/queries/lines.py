"""Lines of plans as at a day."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from safeloom.domain.actions.models import Ownership
from safeloom.domain.actions.queries.states import watch_of
from safeloom.domain.partnership.models import as_called
from safeloom.domain.plans.line_standing import LineStanding, line_standing
from safeloom.domain.plans.models import LineDue, LineLead, LineUpdate, Plan, PlanLine, Priority
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership

SEE, UPDATE = "plan.see", "plan.update"
_LED = ("agency__principal", "post__principal", "post__agency__principal", "group__principal")


def lines(viewer: Viewer, partnership: Partnership, permission: str = SEE) -> QuerySet[PlanLine]:
    """The lines for which a viewer holds a permission: all lines of the plans they see, or those they
    may update or change."""
    rows = PlanLine.objects.select_related(
        "plan__record", "plan__partnership", "priority__record", "objective", "serves__record"
    )
    if permission == SEE:
        plans = viewer.rows(SEE, Plan.objects.all(), partnership.pk)
        return rows.filter(plan__in=plans.values("pk"))
    return viewer.rows(permission, rows, partnership.pk)


def with_rows(rows: QuerySet[PlanLine]) -> QuerySet[PlanLine]:
    """Lines with all that says how they stand (`line_standing`): 8 queries for any number."""
    owned = Ownership.objects.select_related("agency__principal", "post__principal")
    return rows.select_related(
        "outcome", "outcome__by__principal", "action__record"
    ).prefetch_related(
        Prefetch("updates", LineUpdate.objects.select_related("by__principal")),
        Prefetch("dues", LineDue.objects.select_related("by__principal")),
        Prefetch("leads", LineLead.objects.select_related(*_LED)),
        "action__updates",
        "action__decisions",
        "action__due_moves",
        Prefetch("action__ownerships", owned),
    )


def standings(rows: QuerySet[PlanLine], partnership: Partnership, day: date) -> list[LineStanding]:
    """How lines stood on a day, those that were in their plan by then, in the order of the plan. Agencies
    are called as they were then."""
    watch = watch_of(partnership, day)
    found = list(with_rows(rows.filter(added__lte=day)))
    leads = [row for line in found for row in line.leads.all()]
    as_called((row.agency for row in leads), day)
    owners = [row for line in found if line.action for row in line.action.ownerships.all()]
    as_called((row.agency for row in owners), day)
    return sorted((line_standing(line, day, watch) for line in found), key=in_order)


def in_order(one: LineStanding) -> tuple:
    """By priority, objective, place, number (2 before 10)."""
    line = one.line
    priority = line.priority.order if line.priority else 10_000
    objective = line.objective.order if line.objective else 10_000
    digits = "".join(filter(str.isdigit, line.number)) or "0"
    return priority, objective, line.order, int(digits[:9]), line.number, str(line.pk)


def of_plan(plan: Plan, year: int | None = None) -> QuerySet[PlanLine]:
    """The lines of a plan; of one year only, with those of the whole plan."""
    rows = PlanLine.objects.filter(plan=plan).select_related(
        "plan__record", "plan__partnership", "priority__record", "objective", "serves__record"
    )
    return rows if year is None else rows.filter(Q(year=year) | Q(year__isnull=True))


def of_plans(plans: Iterable[Plan]) -> QuerySet[PlanLine]:
    """The lines of several plans."""
    rows = PlanLine.objects.filter(plan__in=[one.pk for one in plans])
    return rows.select_related(
        "plan__record", "plan__partnership", "priority__record", "objective", "serves__record"
    )


def serving(priorities: Iterable[Priority]) -> QuerySet[PlanLine]:
    """The lines of programmes that serve these priorities."""
    rows = PlanLine.objects.filter(serves__in=[one.pk for one in priorities])
    return rows.select_related(
        "plan__record",
        "plan__partnership",
        "plan__group__principal",
        "priority__record",
        "objective",
        "serves__record",
    )


def to_close(plan: Plan, year: int | None, besides: Iterable[UUID] = ()) -> QuerySet[PlanLine]:
    """The lines of a plan, or of one year of it, of which nobody said what became of them; and `besides`,
    whatever was said of those meanwhile."""
    return of_plan(plan, year).filter(Q(outcome__isnull=True) | Q(pk__in=list(besides)))


def years(plan: Plan) -> list[int]:
    """The years the lines of a plan belong to."""
    rows = PlanLine.objects.filter(plan=plan, year__isnull=False).order_by("year")
    return list(rows.values_list("year", flat=True).distinct())


def one(viewer: Viewer, partnership: Partnership, key: UUID, permission: str = SEE) -> QuerySet:
    """A line with its rows."""
    rows = lines(viewer, partnership, permission).filter(pk=key)
    return with_rows(rows.select_related("came_from", "came_from__plan__record"))


def carried_on_by(line: PlanLine) -> list[PlanLine]:
    """The lines that carry on a line."""
    return list(line.carried_on_by.select_related("plan__record", "plan__partnership"))


def standing_plans(rows: QuerySet[PlanLine], day: date) -> QuerySet[PlanLine]:
    """Of these the lines of plans that hold on a day, whose year was not closed."""
    return rows.filter(holding(day, "plan__"), outcome__isnull=True)


def led_by(viewer: Viewer, partnership: Partnership) -> QuerySet[PlanLine]:
    """The lines led on the viewer's day by a post, an agency or a group they belong to, and those they
    may update for an agency or a group."""
    keys = list(viewer.belongs)
    held = LineLead.objects.filter(holding(viewer.day)).filter(
        Q(agency__in=keys) | Q(post__in=keys) | Q(group__in=keys)
    )
    own = viewer.rows(UPDATE, PlanLine.objects.all(), partnership.pk).values("pk")
    mine = Q(pk__in=held.values("line_id")) | Q(pk__in=own)
    return lines(viewer, partnership).filter(mine)
