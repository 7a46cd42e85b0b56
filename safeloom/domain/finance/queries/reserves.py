"""Reserves, and what they hold."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from safeloom.domain.finance.models import Reserve, ReserveMovement
from safeloom.domain.finance.queries import sums
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.money import penny


def reserves(
    viewer: Viewer, here: Partnership, day: date, permission: str = "finance.see"
) -> QuerySet[Reserve]:
    """The reserves of a partnership, each with what was `moved` by a day's end."""
    rows = viewer.rows(permission, Reserve.objects.all(), here.pk)
    return told(rows, day)


def told(rows: QuerySet[Reserve], day: date) -> QuerySet[Reserve]:
    """Reserves with what was `moved` by a day's end (None: nothing)."""
    moved = sums.of_each(ReserveMovement.objects.all(), "reserve", day)
    rows = rows.filter(opened__lte=day).annotate(moved=moved)
    return rows.select_related("record", "partnership").order_by("record__title")


def held(reserve: Reserve) -> Decimal:
    """What a reserve that was read by `told` holds."""
    return reserve.opening + penny(reserve.moved)


def holds(reserve: Reserve, day: date) -> Decimal:
    """What a reserve holds at a day's end. 1 query."""
    moved = reserve.movements.filter(day__lte=day).aggregate(total=Sum("amount"))["total"]
    return reserve.opening + penny(moved)


def movements(reserve: Reserve) -> list[ReserveMovement]:
    """What was put in and taken out, the oldest first."""
    return list(reserve.movements.select_related("head__parent", "year", "entered_by__principal"))
