"""Plans, their priorities and objectives."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from safeloom.domain.plans.models import Objective, Plan, Priority
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.dated import DatedQuerySet
from safeloom.foundation.identity.models import Partnership

SEE = "plan.see"


def plans(viewer: Viewer, partnership: Partnership, permission: str = SEE) -> QuerySet[Plan]:
    """The plans of a partnership for which a viewer holds a permission, of all times."""
    rows = Plan.objects.select_related(
        "record__partnership", "partnership", "group__principal", "serves__record"
    )
    return viewer.rows(permission, rows, partnership.pk)


def every(partnership: Partnership) -> DatedQuerySet:
    """The plans of a partnership, for a report of it."""
    rows = Plan.objects.filter(partnership=partnership)
    return rows.select_related("record__partnership", "partnership", "group__principal")


def listed(viewer: Viewer, partnership: Partnership, day: date) -> QuerySet[Plan]:
    """The plans of a day, each with how many lines it has as `lines_many`."""
    return plans(viewer, partnership).as_at(day).annotate(lines_many=Count("lines"))


def current(viewer: Viewer, partnership: Partnership, day: date) -> list[Plan]:
    """The plans of a day, those of the partnership before those of groups."""
    found = list(plans(viewer, partnership).as_at(day))
    return sorted(found, key=lambda plan: (plan.group_id is not None, plan.record.reference))


def priorities(plan: Plan) -> list[Priority]:
    """The priorities of a plan with their objectives, in its order."""
    rows = Priority.objects.filter(plan=plan).select_related("record")
    objectives = Prefetch("objectives", Objective.objects.order_by("order", "id"))
    return list(rows.prefetch_related(objectives))


def priorities_of(plans: Sequence[Plan]) -> list[Priority]:
    """The priorities of several plans, in the order of each."""
    rows = Priority.objects.filter(plan__in=[one.pk for one in plans])
    return list(rows.select_related("record"))


def every_priority(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[Priority]:
    """The priorities of a partnership for which a viewer holds a permission."""
    rows = Priority.objects.select_related(
        "record__partnership", "plan__record", "plan__partnership", "plan__serves"
    )
    return viewer.rows(permission, rows, partnership.pk)


def every_objective(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[Objective]:
    """The objectives of a partnership for which a viewer holds a permission."""
    rows = Objective.objects.select_related("priority__record", "priority__plan__record")
    return viewer.rows(permission, rows, partnership.pk)


def programmes(plan: Plan) -> list[Plan]:
    """The plans that serve a plan."""
    rows = plan.served_by.select_related("record__partnership", "partnership", "group__principal")
    return list(rows.order_by("record__title"))


def may_serve(partnership: Partnership, besides: Plan | None = None) -> QuerySet[Plan]:
    """The plans that another may serve: those that serve none themselves."""
    rows = Plan.objects.filter(partnership=partnership, serves__isnull=True)
    rows = rows.select_related("record")
    return rows if besides is None else rows.exclude(pk=besides.pk)


def priorities_served(plan: Plan) -> QuerySet[Priority]:
    """The priorities of the plan that a plan serves; none where it serves none."""
    rows = (
        Priority.objects.filter(plan=plan.serves_id) if plan.serves_id else Priority.objects.none()
    )
    return rows.select_related("record")
