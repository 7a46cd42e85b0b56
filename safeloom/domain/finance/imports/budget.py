"""Budget and account sheets: heads with amounts by year, contributions by agency."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from safeloom.domain.finance.commands import bringing
from safeloom.domain.finance.commands.bringing import CONTRIBUTIONS
from safeloom.domain.finance.definitions import Side
from safeloom.domain.finance.imports.amounts import (
    ACTUAL,
    BUDGET,
    amount_of,
    year_heading,
    year_named,
)
from safeloom.domain.finance.imports.headings import HEADINGS
from safeloom.domain.finance.imports.structure import (
    LINE,
    Placed,
    place_rows,
    seen_rows,
    side_of,
    words_of,
)
from safeloom.domain.finance.models import FinancialYear
from safeloom.domain.finance.queries import bringing as queries
from safeloom.domain.finance.queries.years import all_years, shown_first
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Person
from safeloom.kernel.money import money_words
from safeloom.web.imports.cleaning import plain
from safeloom.web.imports.finding import Names
from safeloom.web.imports.journal import Journal
from safeloom.web.imports.kind import (
    CHANGED,
    NEW,
    SPREAD,
    UNCHANGED,
    Field,
    Kind,
    Row,
    fields_of,
)
from safeloom.web.uploads import Problem, Value

_PERCENT = re.compile(r"\s*\([0-9.]+ ?%\)\s*$")
_OF_PARTNERS = re.compile(r"contribution|partner", re.I)
_COLUMNS = (BUDGET, ACTUAL)


@dataclass(eq=False)
class BudgetEntry:
    """One amount of a sheet: of a head, a part of one, or an agency towards a head."""

    row: int
    said: bringing.Brought


class BudgetSheet(Kind):
    """A head, a part of one or an agency a row; budget and actual amounts in columns, or a column a
    year."""

    key = "budget"
    title = "Budget and account"
    noun = ("amount", "amounts")
    permission = "finance.change"
    listing = "finance:money"
    totals_in = ("line",)
    titles = True
    columns = ("Year", "Side", "Head", "Part or agency", "Budget or agreed", "Actual")
    hint = (
        "Rows INCOME and EXPENDITURE, or a column Side, say which is which; a row without an amount heads "
        "those below it. Agencies are found by name. Totals are checked against the lines and not kept. "
        "Actual spending is brought in of years that have ended; of one that runs it is asked for."
    )
    fields = fields_of(
        HEADINGS["budget"],
        Field("line", "Head, part or agency", "What the amount is about"),
        Field("head", "Head", "The head it is a part of, or that an agency pays towards"),
        Field("side", "Side", "Income or expenditure"),
        Field("year", "Year", "Such as 2026-27; the year that runs where there is none"),
        Field("budget", "Budget", "What is planned, or what an agency agreed"),
        Field("actual", "Actual", "What came in or was spent; brackets mean less than nothing"),
    )
    needs = (("line", "head"), ("budget", "actual", SPREAD))

    _first_side = ""

    def guess(self, heading: str, values: Sequence[Value]) -> str | None:
        if side := side_of(heading):
            self._first_side = self._first_side or side
        return None

    def spread(self, place: int, heading: Value, above: Sequence[Value]) -> dict | None:
        found = year_heading(heading)
        return None if found is None else {"year": found[0], "of": found[1]}

    def goes_on(self, row: Sequence[Value], headings: Sequence[Value]) -> bool:
        first = next((cell for cell in row if cell is not None), None)
        return isinstance(first, str) and bool(side_of(first))

    def leaves_out(self, row: Row) -> bool:
        # Totals are looked at, and checked, here.
        return False

    def begin(self, rows: Sequence[Row]) -> None:
        here = self.partnership
        self._years = list(all_years(here).order_by("start"))
        self._usual = shown_first(here, self.day)
        agencies = queries.agencies(here)
        self._agencies: Names[Agency] = Names(
            (each, (each.name, each.record.reference)) for each in agencies
        )
        self._there = queries.read(here, self.day)
        names = [*_COLUMNS, SPREAD]
        self._placed = place_rows(seen_rows(rows, names), self._first_side)
        self._told: set[int] = set()
        self._once: dict[tuple, int] = {}

    def is_record(self, row: Row) -> bool:
        return self._placed[row.number].what == LINE

    def read(self, row: Row) -> BudgetEntry | None:
        placed = self._placed[row.number]
        self._tell(row, placed)
        if placed.what != LINE:
            return None
        amounts = self._amounts(row)
        year = self._year(row)
        line = _PERCENT.sub("", words_of(row)[0]) or placed.head
        head, agency, side = self._about(row, placed, line)
        if row.problems or year is None or not side:
            return None
        if not amounts:
            return None
        said = bringing.Brought(
            year=year,
            side=side,
            head=head or line,
            part="" if agency or not head or plain(head) == plain(line) else line,
            agency=agency,
            budget=amounts.get(BUDGET),
            actual=amounts.get(ACTUAL),
        )
        self._check(row, said)
        return None if row.problems else BudgetEntry(row.number, said)

    def _tell(self, row: Row, placed: Placed) -> None:
        if row.number in self._told:
            return
        self._told.add(row.number)
        for words in placed.notes:
            row.note("line", words, "Look at both: one of them is not right.")

    def _amounts(self, row: Row) -> dict[str, Decimal]:
        found = {}
        pairs = [(name, name) for name in _COLUMNS]
        if SPREAD in row.cells:
            pairs = [(SPREAD, row.text("of"))]
        for cell, name in pairs:
            read = amount_of(row.cells.get(cell))
            if read.problem:
                row.wrong(
                    cell, read.problem, "Write it as 1,234.50, or (1,234.50) for less than nothing."
                )
            elif read.value is not None:
                found[name] = read.value
        return found

    def _year(self, row: Row) -> FinancialYear | None:
        text = row.text("year")
        if text:
            return year_named(row, self._years, text)
        if self._usual is None:
            mend = "Add it first (Plan, Money, Financial years), then send the file again."
            row.wrong("year", "No financial year is kept.", mend)
        return self._usual

    def _about(self, row: Row, placed: Placed, line: str) -> tuple[str, Agency | None, str]:
        """The head, the agency, and the side a line is of."""
        agency = self._agencies.find(line) if placed.side != Side.EXPENDITURE else None
        if agency is not None:
            return placed.head or CONTRIBUTIONS, agency, Side.INCOME
        if placed.side != Side.EXPENDITURE and _OF_PARTNERS.search(placed.head):
            near = self._agencies.nearest(line)
            mend = f"Did you mean {near}?" if near else "Write its name, or add the agency first."
            row.wrong("line", f"There is no agency “{line[:80]}”.", mend)
            return "", None, ""
        side = placed.side or self._there.side_of(placed.head or line)
        if not side:
            row.wrong(
                "side",
                "It is not said whether it is income or expenditure.",
                "Put a row INCOME or EXPENDITURE above it, or add a column Side.",
            )
        if len(line) > 120 or len(placed.head) > 120:
            row.wrong("line", "It is longer than 120 characters.", "Shorten it.")
        return placed.head, None, side

    def _check(self, row: Row, said: bringing.Brought) -> None:
        if said.year.closed is not None:
            words = f"{said.year} is closed and stays as it is."
            row.wrong("year", words, "Leave the row out.", str(said.year))
        running = said.year.end >= self.day
        if said.side == Side.EXPENDITURE and said.actual is not None:
            if running:
                words = f"{said.year} runs: its spending is asked for and approved, not brought in."
                row.wrong(ACTUAL, words, "Leave the actual amount out.")
            elif said.actual < 0:
                words = "More came back than was spent: that is income."
                row.wrong(ACTUAL, words, "Put it among the income.")
            elif said.actual < self._there.actual(said):
                words = f"{money_words(self._there.actual(said))} is there already, which is more."
                row.wrong(ACTUAL, words, "Look at its payments, and correct those.")
        if said.agency is not None and (said.budget or 0) < 0:
            row.wrong(BUDGET, "An agency cannot agree less than nothing.", "Check the sign.")
        place = said.place
        columns = [name for name in _COLUMNS if getattr(said, name) is not None]
        for name in columns:
            first = self._once.setdefault((*place, name), row.number)
            if first == row.number:
                continue
            if said.agency is not None and name == ACTUAL:
                words = f"Row {first} is the same agency: the two are added up."
                row.note("line", words, "Check that both are meant.")
            else:
                row.wrong("line", f"Row {first} says it already.", "Keep one of the two.")

    def check(self, entries: Sequence[BudgetEntry]) -> list[tuple[Any, Problem]]:
        """Of an agency that stands twice the actual amounts together must not be less than is there."""
        self._sums: dict[tuple, Decimal] = {}
        for each in entries:
            if each.said.actual is not None:
                place = each.said.place
                self._sums[place] = self._sums.get(place, Decimal(0)) + each.said.actual
        return []

    def state(self, entry: BudgetEntry) -> str:
        said, there = entry.said, self._there
        changes = []
        if said.budget is not None:
            changes.append((there.budget(said), said.budget))
        if said.actual is not None:
            had = there.actual(said) if there.has_actual(said) else None
            changes.append((had, self._sums[said.place]))
        if all(old == new for old, new in changes):
            return UNCHANGED
        return NEW if all(old is None for old, _ in changes) else CHANGED

    def shown(self, entry: BudgetEntry) -> Sequence[str]:
        said = entry.said
        return (
            str(said.year),
            Side(said.side).label,
            said.head,
            said.agency.name if said.agency else said.part,
            "" if said.budget is None else money_words(said.budget),
            "" if said.actual is None else money_words(said.actual),
        )

    def write(
        self, entries: Sequence[BudgetEntry], *, by: Person | None, name: str, journal: Journal
    ) -> None:
        bringing.bring_account(
            by=by,
            partnership=self.partnership,
            rows=[each.said for each in entries],
            day=self.day,
            name=name,
            journal=journal,
        )
