"""What a budget or account sheet is compared with."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from safeloom.domain.finance.models import (
    AgreementLine,
    BudgetLine,
    Contribution,
    FinancialYear,
    Head,
    Income,
    Payment,
    Receipt,
)
from safeloom.domain.finance.queries import sums
from safeloom.domain.finance.queries.account import agreements_in_force
from safeloom.domain.finance.queries.budgets import latest_of
from safeloom.domain.finance.queries.years import all_years, heads
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.money import NOTHING

Place = tuple[Any, ...]


@dataclass
class There:
    """The budget and actual amounts that are there, by the place of a row (`place_of`)."""

    heads: dict[Place, Head]
    budgets: dict[Place, Decimal]
    actuals: dict[Place, Decimal]

    def side_of(self, title: str) -> str:
        """The side of a head that there is on one side only; empty where there is none."""
        sides = {key[0] for key in self.heads if key[1] == title.casefold()}
        return sides.pop() if len(sides) == 1 else ""

    def budget(self, said: Any) -> Decimal | None:
        """What is planned or agreed already; None where nothing is."""
        return self.budgets.get(said.place)

    def actual(self, said: Any) -> Decimal:
        """What came in or was spent by what is entered already."""
        return self.actuals.get(said.place, NOTHING)

    def has_actual(self, said: Any) -> bool:
        """Whether anything is entered already."""
        return said.place in self.actuals


def head_key(side: str, title: str, part: str = "") -> Place:
    """How a head is found: capitals make no difference."""
    return side, title.casefold(), part.casefold()


def place_of(year: FinancialYear, side: str, head: str, part: str, agency: Agency | None) -> Place:
    """What an amount of a sheet is about."""
    return (year.pk, *head_key(side, head, part), agency.pk if agency else None)


def agencies(here: Partnership) -> QuerySet[Agency]:
    """The agencies of all times: a sheet may be of a year in which others paid."""
    return Agency.objects.filter(record__partnership=here).select_related("principal", "record")


def heads_by_key(here: Partnership) -> dict[Place, Head]:
    """The heads there are."""
    return {_key(head): head for head in heads(here)}


def _key(head: Head) -> Place:
    if head.parent is not None:
        return head_key(head.side, head.parent.title, head.title)
    return head_key(head.side, head.title)


def read(here: Partnership, day: date) -> There:
    """What is there already in all years; a fixed number of queries for each year."""
    known = heads_by_key(here)
    keys = {head.pk: key for key, head in known.items()}
    budgets: dict[Place, Decimal] = {}
    for year in all_years(here):
        if (budget := latest_of(year)) is not None:
            for line in BudgetLine.objects.filter(budget=budget):
                budgets[(year.pk, *keys[line.head_id], None)] = line.amount
        lines = AgreementLine.objects.filter(
            agreement__in=agreements_in_force(year, max(day, year.end)), contribution__isnull=False
        )
        for line in lines.select_related("contribution"):
            place = (year.pk, *keys[line.contribution.head_id], line.contribution.agency_id)
            budgets[place] = line.amount
    return There(known, budgets, _actuals(here, keys))


def _actuals(here: Partnership, keys: dict) -> dict[Place, Decimal]:
    found: dict[Place, Decimal] = {}
    income = sums.by(Income.objects.filter(year__partnership=here), "year", "head")
    spent = sums.by(Payment.objects.filter(year__partnership=here), "year", "spend__head")
    for rows in (income, spent):
        for (year, head), amount in rows.items():
            found[(year, *keys[head], None)] = amount
    received = sums.by(
        Receipt.objects.filter(year__partnership=here),
        "contribution__year",
        "contribution__head",
        "contribution__agency",
    )
    for (year, head, agency), amount in received.items():
        found[(year, *keys[head], agency)] = amount
    return found


def contributions(year: FinancialYear, head: Head) -> dict[Any, Contribution]:
    """The contributions towards a head, by agency."""
    rows = Contribution.objects.filter(year=year, head=head).select_related("agency__principal")
    return {each.agency_id: each for each in rows}
