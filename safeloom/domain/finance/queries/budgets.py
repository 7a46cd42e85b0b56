"""Budgets and other income."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from safeloom.domain.finance.definitions import Side
from safeloom.domain.finance.models import Budget, BudgetLine, FinancialYear, Head, Income
from safeloom.domain.finance.queries.years import heads_to_choose, years
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership


def versions(viewer: Viewer, here: Partnership) -> QuerySet[Budget]:
    """The budgets of all years with their lines, the latest first."""
    seen = years(viewer, here).values("pk")
    return _with_lines(Budget.objects.filter(year__in=seen)).order_by("-year__start", "-number")


def latest(year: FinancialYear) -> Budget | None:
    """The budget set last for a year, or else for the year before."""
    rows = Budget.objects.filter(year__partnership=year.partnership_id, year__start__lte=year.start)
    return _with_lines(rows).order_by("-year__start", "-number").first()


def latest_of(year: FinancialYear) -> Budget | None:
    """The budget of a year that was agreed last."""
    return Budget.objects.filter(year=year).order_by("-agreed_on", "-number").first()


def _with_lines(rows: QuerySet[Budget]) -> QuerySet[Budget]:
    lines = BudgetLine.objects.select_related("head__parent").order_by(
        "head__side", "head__position", "head__title"
    )
    rows = rows.select_related("year", "group__principal")
    return rows.prefetch_related(Prefetch("lines", lines))


def heads_to_plan(here: Partnership, day: date) -> list[Head]:
    """The heads that may be given a budget on a day: income, then expenditure."""
    return [
        *heads_to_choose(here, Side.INCOME, day),
        *heads_to_choose(here, Side.EXPENDITURE, day),
    ]


def income(viewer: Viewer, here: Partnership) -> QuerySet[Income]:
    """Income that is no agency's contribution."""
    rows = Income.objects.select_related("head__parent", "year", "adjusts")
    return viewer.rows("finance.see", rows, here.pk)
