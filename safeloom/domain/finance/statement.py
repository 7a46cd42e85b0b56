"""The account of a year as at a day, worked out. Plain: it is given sums and gives lines.

Income is what was received by the day, expenditure what was paid by it, each in the year of its day.
Committed is what was approved and not yet paid, waiting what was asked for and not yet decided.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from safeloom.domain.finance.definitions import EVEN_AFTER, Pace, Side
from safeloom.kernel.money import NOTHING, penny
from safeloom.kernel.periods import Period
from safeloom.kernel.rounding import divide_half_up

FORECAST = (
    "Forecast: what is paid, and for the rest of the year the larger of what is committed or waiting and "
    "the budget for the days that are left; where spending runs evenly, and a quarter has passed, the pace "
    "so far in place of the budget. Income: what was agreed or planned, or what came in if that is more."
)


@dataclass(frozen=True, slots=True)
class Sums:
    """What is known of one head. `budget` None: nothing was planned, which is not nothing."""

    budget: Decimal | None = None
    actual: Decimal = NOTHING
    committed: Decimal = NOTHING
    waiting: Decimal = NOTHING

    def __add__(self, other: "Sums") -> "Sums":
        budgets = [each for each in (self.budget, other.budget) if each is not None]
        return Sums(
            sum(budgets, NOTHING) if budgets else None,
            self.actual + other.actual,
            self.committed + other.committed,
            self.waiting + other.waiting,
        )


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A head as it is read; `parent` is the key of the head it is a part of."""

    key: UUID
    title: str
    side: str
    pace: str
    parent: UUID | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the account: a head or a part of one, with what its parts come to included."""

    title: str
    side: str
    sums: Sums
    forecast: Decimal
    key: UUID | None = None
    parts: tuple["Line", ...] = ()

    @property
    def variance(self) -> Decimal | None:
        """What is left of the budget after what is paid and committed; of income, what came in above it.
        Less than nothing is overspent, or still to come in. None without a budget."""
        if self.sums.budget is None:
            return None
        if self.side == Side.INCOME:
            return self.sums.actual - self.sums.budget
        return self.sums.budget - self.sums.actual - self.sums.committed

    @property
    def unspent(self) -> Decimal | None:
        """By how many per cent the forecast stays below the budget (less than nothing: above it), with
        one decimal. None without a budget, or with one of nothing."""
        if not self.sums.budget or self.sums.budget < 0:
            return None
        return divide_half_up((self.sums.budget - self.forecast) * 100, self.sums.budget, 1)


@dataclass(frozen=True, slots=True)
class Account:
    """The account of a year as at a day."""

    period: Period
    day: date
    opening: Decimal
    income: tuple[Line, ...]
    expenditure: tuple[Line, ...]
    flag_percent: Decimal

    @property
    def total_income(self) -> Line:
        """All that came in."""
        return _total("Total income", Side.INCOME, self.income)

    @property
    def total_expenditure(self) -> Line:
        """All that was spent."""
        return _total("Total expenditure", Side.EXPENDITURE, self.expenditure)

    @property
    def closing(self) -> Decimal:
        """What is in hand at the end of the day: carried forward when it is the year's last."""
        return self.opening + self.total_income.sums.actual - self.total_expenditure.sums.actual

    @property
    def forecast_closing(self) -> Decimal:
        """What will be in hand on the last day of the year by the forecast."""
        return self.opening + self.total_income.forecast - self.total_expenditure.forecast

    def flagged(self) -> list[tuple[Line, Decimal]]:
        """The lines of expenditure whose forecast differs from the budget by as much as is flagged, with
        the difference in per cent (less than nothing: an overspend); the total first."""
        lines = [self.total_expenditure, *self.expenditure]
        found = [(line, line.unspent) for line in lines]
        return [
            (line, share)
            for line, share in found
            if share is not None and share and abs(share) >= self.flag_percent
        ]


def account(
    period: Period,
    day: date,
    opening: Decimal,
    heads: Sequence[HeadRow],
    sums: Mapping[UUID, Sums],
    flag_percent: Decimal,
) -> Account:
    """The account of a period as at a day in it or later (then as at its end): heads in their order,
    those with nothing to say left out."""
    below: dict[UUID | None, list[HeadRow]] = {}
    for head in heads:
        below.setdefault(head.parent, []).append(head)

    def line(head: HeadRow) -> Line | None:
        parts = tuple(filter(None, map(line, below.get(head.key, ()))))
        own = sums.get(head.key)
        if own is None and not parts:
            return None
        own = own or Sums()
        total = sum((part.sums for part in parts), own)
        forecast = forecast_of(head, own, period, day) + _sum(part.forecast for part in parts)
        return Line(head.title, head.side, total, forecast, head.key, parts)

    lines = [found for head in below.get(None, ()) if (found := line(head)) is not None]
    return Account(
        period,
        day,
        opening,
        tuple(each for each in lines if each.side == Side.INCOME),
        tuple(each for each in lines if each.side == Side.EXPENDITURE),
        flag_percent,
    )


def forecast_of(head: HeadRow, sums: Sums, period: Period, day: date) -> Decimal:
    """What a head will come to on the last day of the period, by the rule of `FORECAST`."""
    days = (period.end - period.start).days + 1
    left = max(0, min(days, (period.end - day).days))
    if head.side == Side.INCOME:
        return max(sums.actual, sums.budget or NOTHING) if left else sums.actual
    gone = days - left
    even = head.pace == Pace.EVEN and gone >= EVEN_AFTER
    if even:
        expected = divide_half_up(sums.actual * left, Decimal(gone), 2)
    else:
        expected = divide_half_up((sums.budget or NOTHING) * left, Decimal(days), 2)
    return penny(sums.actual + max(expected, sums.committed + sums.waiting))


def _total(title: str, side: str, lines: Sequence[Line]) -> Line:
    return Line(
        title,
        side,
        sum((line.sums for line in lines), Sums()),
        _sum(line.forecast for line in lines),
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
