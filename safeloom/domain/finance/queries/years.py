"""Financial years and heads."""

from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from safeloom.domain.finance.models import (
    FinancialYear,
    Head,
    Income,
    Payment,
    Receipt,
    ReserveMovement,
)
from safeloom.domain.finance.queries import sums
from safeloom.domain.partnership.models import Group
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.money import NOTHING

SEE = "finance.see"


def years(viewer: Viewer, here: Partnership, permission: str = SEE) -> QuerySet[FinancialYear]:
    """The years of a partnership, the latest first."""
    rows = FinancialYear.objects.select_related("record", "partnership", "closed_by__principal")
    return viewer.rows(permission, rows, here.pk).order_by("-start")


def all_years(here: Partnership) -> QuerySet[FinancialYear]:
    """The same for who sees only a part of what is in them; no money stands in a year itself but what
    was in hand."""
    return FinancialYear.objects.filter(partnership=here).select_related("record")


def year_of(here: Partnership, day: date) -> FinancialYear | None:
    """The year a day lies in."""
    return all_years(here).filter(start__lte=day, end__gte=day).first()


def shown_first(here: Partnership, day: date) -> FinancialYear | None:
    """The year a day lies in, or else the last that began before it, or else the first there is."""
    rows = all_years(here)
    return rows.filter(start__lte=day).order_by("-start").first() or rows.order_by("start").first()


def opening_of(year: FinancialYear) -> Decimal:
    """What was in hand on a year's first day: as it was entered, or what the year before closed with.
    At most 5 queries, however many years there are."""
    if year.opening is not None:
        return year.opening
    before = []
    for each in all_years(year.partnership).filter(start__lt=year.start).order_by("-start"):
        before.append(each)
        if each.opening is not None:
            break
    if not before:
        return NOTHING
    return (before[-1].opening or NOTHING) + _came_to(before)


def closings(years: list[FinancialYear]) -> dict[FinancialYear, Decimal]:
    """What each of a partnership's years closes with by what is entered now, all years given."""
    flows = _flows(years)
    found: dict[FinancialYear, Decimal] = {}
    running = NOTHING
    for year in sorted(years, key=lambda each: each.start):
        running = (running if year.opening is None else year.opening) + flows.get(year.pk, NOTHING)
        found[year] = running
    return found


def _came_to(years: list[FinancialYear]) -> Decimal:
    return sum(_flows(years).values(), NOTHING)


def _flows(years: list[FinancialYear]) -> dict:
    """What came in less what went out, by year."""
    found: dict = {}
    for model, sign in ((Receipt, 1), (Income, 1), (Payment, -1), (ReserveMovement, -1)):
        for key, total in sums.by(model.objects.filter(year__in=years), "year").items():
            found[key] = found.get(key, NOTHING) + sign * total
    return found


def heads(here: Partnership, side: str | None = None) -> QuerySet[Head]:
    """The heads of a partnership in their order, with the head each is a part of."""
    rows = Head.objects.filter(partnership=here).select_related("parent")
    if side is not None:
        rows = rows.filter(side=side)
    return rows.order_by("side", "position", "title")


def heads_to_choose(here: Partnership, side: str, day: date) -> QuerySet[Head]:
    """The heads of a side that take something new on a day, parts below what they are parts of."""
    rows = heads(here, side).filter(Q(ended__isnull=True) | Q(ended__gte=day))
    rows = rows.filter(Q(parent__isnull=True) | Q(parent__ended__isnull=True))
    return rows.order_by(
        Coalesce("parent__position", "position"),
        Coalesce("parent__title", "title"),
        F("parent").asc(nulls_first=True),
        "position",
        "title",
    )


def groups_to_choose(here: Partnership) -> QuerySet[Group]:
    """The groups that may have agreed something."""
    rows = Group.objects.filter(record__partnership=here)
    return rows.select_related("principal").order_by("principal__name")
