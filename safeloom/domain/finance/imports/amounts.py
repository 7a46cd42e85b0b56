"""Cells as amounts of money, and headings as years."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from safeloom.domain.finance.imports.headings import HEADINGS
from safeloom.domain.finance.models import FinancialYear
from safeloom.kernel import printed
from safeloom.kernel.money import NOTHING, penny
from safeloom.kernel.period_reading import read_period
from safeloom.kernel.periods import Frequency
from safeloom.web.imports.cleaning import plain, plain_heading
from safeloom.web.imports.kind import Row
from safeloom.web.imports.values import nothing, sentence
from safeloom.web.uploads import Value

BUDGET, ACTUAL = "budget", "actual"
_YEAR = re.compile(r"(?:19|20)[0-9]{2} ?[-/–] ?(?:(?:19|20)?[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Amount:
    """What stands in a cell. `problem` is said where it is no amount."""

    value: Decimal | None
    problem: str = ""


def amount_of(value: Value) -> Amount:
    """An amount: `1,234`, `£1,234.50`, `(123)` or `-123` for less than nothing, `nil` for nothing. Blank,
    a dash and what is not known are no amount, which is not nothing."""
    if value is None:
        return Amount(None)
    if isinstance(value, date):
        return Amount(None, "A date stands here, not an amount.")
    if isinstance(value, Decimal):
        return _whole_pennies(value)
    text = str(value).strip()
    if text.casefold() == "nil":
        return Amount(NOTHING)
    if nothing(text.strip("£() ")):
        return Amount(None)
    try:
        return _whole_pennies(printed.read(text).value)
    except printed.NotANumber as problem:
        return Amount(None, f"{sentence(str(problem))}.")


def _whole_pennies(value: Decimal) -> Amount:
    # Spreadsheets keep what they divided: a fraction of a penny is theirs, not anybody's.
    if abs(value) >= 10**9:
        return Amount(None, "The amount is too large.")
    return Amount(penny(value))


def year_heading(heading: Value) -> tuple[str, str] | None:
    """The year that a heading is about, and whether it is the budget or the actual amounts of it: `Budget
    2023/24`, `2022-23 actual £`. Without a word it is the budget."""
    if not isinstance(heading, str):
        return None
    found = _YEAR.search(heading)
    if found is None:
        return None
    rest = plain_heading(heading[: found.start()] + " " + heading[found.end() :]).split()
    if not set(rest) - {"£", "gbp"}:
        return found[0], BUDGET
    for what in (ACTUAL, BUDGET):
        if set(HEADINGS["budget"][what]) & set(rest):
            return found[0], what
    return None


def year_named(row: Row, years: Sequence[FinancialYear], text: str) -> FinancialYear | None:
    """The financial year that a text names; with a problem where there is none."""
    for year in years:
        if plain(text) in (plain(str(year)), plain(year.record.reference)):
            return year
    try:
        period = read_period(text, Frequency.YEAR)
    except ValueError as problem:
        row.wrong("year", f"{sentence(str(problem))}.", "Write it as 2026-27.", text)
        return None
    middle = period.start + (period.end - period.start) / 2
    for year in years:
        if year.start <= middle <= year.end:
            return year
    mend = "Add it first (Plan, Money, Financial years), then send the file again."
    row.wrong("year", f"No financial year {period.short_label()} is kept.", mend, text)
    return None
