"""Bringing a budget or account sheet in: heads, budgets, contributions and what came in and went out, under
one audit row, entered in a journal so that it can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.finance.commands import agreeing, checks
from safeloom.domain.finance.commands.agreeing import Share
from safeloom.domain.finance.commands.budgets import new_budget
from safeloom.domain.finance.commands.heads import new_head
from safeloom.domain.finance.definitions import Pace, Side, Told
from safeloom.domain.finance.models import (
    BudgetLine,
    FinancialYear,
    Head,
    Income,
    Payment,
    Receipt,
    Spend,
)
from safeloom.domain.finance.queries import bringing as queries
from safeloom.domain.finance.queries.budgets import latest_of
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, new_records
from safeloom.kernel.money import NOTHING
from safeloom.web.imports.journal import Journal

# The head that contributions fall under where a sheet names none.
CONTRIBUTIONS = "Contributions of partners"


@dataclass(frozen=True, kw_only=True, eq=False)
class Brought:
    """What a sheet says of a head, a part of it, or an agency that pays towards it, in a year."""

    year: FinancialYear
    side: str
    head: str
    part: str = ""
    agency: Agency | None = None
    budget: Decimal | None = None
    actual: Decimal | None = None

    @property
    def place(self) -> queries.Place:
        """What it is about, to find what is there already."""
        return queries.place_of(self.year, self.side, self.head, self.part, self.agency)


@transaction.atomic
def bring_account(
    *,
    by: Person | None,
    partnership: Partnership,
    rows: Sequence[Brought],
    day: date,
    journal: Journal,
    name: str = "",
) -> None:
    """Write what a sheet says, all or nothing: heads that are missing; a new version of each budget, and of
    what is agreed towards each head, that the sheet changes; and the difference between the actual
    amounts and what is entered already. `name` is the file's. Raises ValidationError."""
    in_turn(partnership)
    for year in {row.year.pk: row.year for row in rows}.values():
        checks.still_open(year)
    work = _Bringing(by, partnership, day, journal, name)
    work.do(rows)
    audit.write(
        by=by,
        verb="contribution.bring_in",
        subject=f"{len(rows)} amounts",
        partnership=partnership,
        after={
            "file": name,
            "heads": [str(head) for head in work.made],
            "years": sorted({str(row.year) for row in rows}),
        },
    )


class _Bringing:
    def __init__(
        self,
        by: Person | None,
        partnership: Partnership,
        day: date,
        journal: Journal,
        name: str,
    ) -> None:
        self.by, self.partnership, self.day = by, partnership, day
        self.journal, self.name = journal, name
        self.made: list[Head] = []
        self.heads = queries.heads_by_key(partnership)
        self.there = queries.read(partnership, day)

    def do(self, rows: Sequence[Brought]) -> None:
        heads = [self._head(row) for row in rows]
        pairs = list(zip(rows, heads, strict=True))
        self._budgets([pair for pair in pairs if pair[0].agency is None])
        self._agreements([pair for pair in pairs if pair[0].agency is not None])
        self._actuals(pairs)

    def _head(self, row: Brought) -> Head:
        top = self._found(row.side, row.head, None)
        return self._found(row.side, row.part, top) if row.part else top

    def _found(self, side: str, title: str, parent: Head | None) -> Head:
        above = parent.title if parent else title
        key = queries.head_key(side, above, title if parent else "")
        if key not in self.heads:
            head = new_head(self.partnership, title, side, parent, Pace.COMES)
            self.journal.made([head])
            self.made.append(head)
            self.heads[key] = head
        return self.heads[key]

    def _budgets(self, pairs: Sequence[tuple[Brought, Head]]) -> None:
        """A new version of the budget of each year of which a line changes: the lines of the last one
        stay where the sheet says nothing."""
        for year in _years(pairs):
            said = {
                head: row.budget
                for row, head in pairs
                if row.year.pk == year.pk and row.budget is not None
            }
            before = latest_of(year)
            lines: dict[Head, Decimal] = {}
            if before is not None:
                there = BudgetLine.objects.filter(budget=before).select_related("head")
                lines = {line.head: line.amount for line in there}
            if not said or {**lines, **said} == lines:
                continue
            budget = new_budget(
                year=year,
                agreed_on=min(self.day, year.start) if before is None else min(self.day, year.end),
                amounts={**lines, **said},
                entered_by=self.by,
                note=f"Brought in from {self.name}" if self.name else "Brought in from a file",
            )
            self.journal.made([budget])
            self.journal.made(budget.lines.all())

    def _agreements(self, pairs: Sequence[tuple[Brought, Head]]) -> None:
        """A new version of what is agreed towards each head that changes; what is not said to be agreed
        is taken to be what was paid."""
        places = {(row.year.pk, head.pk): (row.year, head) for row, head in pairs}
        for year, head in places.values():
            amounts: dict[Agency, Decimal] = {}
            for row, mine in pairs:
                if row.year.pk == year.pk and mine == head and row.agency is not None:
                    said = row.budget if row.budget is not None else row.actual
                    amounts[row.agency] = amounts.get(row.agency, NOTHING) + (said or NOTHING)
            self._agree(year, head, amounts)

    def _agree(self, year: FinancialYear, head: Head, amounts: dict[Agency, Decimal]) -> None:
        there = {
            agency: self.there.budgets.get(
                (year.pk, *queries.head_key(head.side, *_titles(head)), agency.pk)
            )
            for agency in amounts
        }
        if all(there[agency] == amount for agency, amount in amounts.items()):
            return
        if any(amount < 0 for amount in amounts.values()) or not any(amounts.values()):
            raise ValidationError(f"What agencies pay towards {head} comes to less than nothing.")
        known = set(queries.contributions(year, head))
        agreement = agreeing.new_agreement(
            entered_by=self.by,
            year=year,
            head=head,
            agreed_on=min(self.day, year.start),
            shares=[
                Share(title=agency.name, told=Told.AMOUNT, value=amount, agency=agency)
                for agency, amount in amounts.items()
            ],
            note=f"Brought in from {self.name}" if self.name else "Brought in from a file",
        )
        made = [each for key, each in queries.contributions(year, head).items() if key not in known]
        self.journal.made(each.record for each in made)
        self.journal.made(made)
        self.journal.made(payer for each in made for payer in each.payers.all())
        self.journal.made([agreement])
        self.journal.made(agreement.lines.order_by("position"))

    def _actuals(self, pairs: Sequence[tuple[Brought, Head]]) -> None:
        told: dict[Any, Decimal] = {}
        for row, _ in pairs:
            if row.actual is not None:
                told[row.place] = told.get(row.place, NOTHING) + row.actual
        done = set()
        for row, head in pairs:
            if row.actual is None:
                continue
            there = self.there.actual(row)
            if there:
                # Something is entered already: what is missing is added once.
                if row.place not in done:
                    done.add(row.place)
                    self._enter(row, head, told[row.place] - there)
            else:
                self._enter(row, head, row.actual)

    def _enter(self, row: Brought, head: Head, amount: Decimal) -> None:
        if not amount:
            return
        day = min(self.day, row.year.end)
        said = {"year": row.year, "day": day, "amount": amount, "entered_by": self.by}
        if row.agency is not None:
            contribution = queries.contributions(row.year, head)[row.agency.pk]
            made: Any = Receipt.objects.create(contribution=contribution, **said)
        elif row.side == Side.INCOME:
            words = f"{row.part or row.head}, brought in"
            made = Income.objects.create(head=head, words=words[:200], **said)
        else:
            made = self._spent(row, head, said)
        self.journal.made([made])

    def _spent(self, row: Brought, head: Head, said: dict[str, Any]) -> Payment:
        (record,) = new_records(
            partnership=self.partnership,
            kind="spend",
            prefix="SP",
            titles=[f"{head}, {row.year}, brought in"[:200]],
        )
        spend = Spend.objects.create(
            record=record,
            year=row.year,
            head=head,
            amount=checks.amount(said["amount"], "actual"),
            day=said["day"],
            asked_by=self.by,
            brought=True,
        )
        self.journal.made([record])
        self.journal.made([spend])
        return Payment.objects.create(spend=spend, last=True, **said)


def _titles(head: Head) -> tuple[str, str]:
    return (head.parent.title, head.title) if head.parent else (head.title, "")


def _years(pairs: Sequence[tuple[Brought, Head]]) -> list[FinancialYear]:
    found = {row.year.pk: row.year for row, _ in pairs}
    return sorted(found.values(), key=_start)


def _start(year: FinancialYear) -> date:
    return year.start
