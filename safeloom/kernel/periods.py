"""Reporting periods: months, quarters, half-years and years from April to March.

A period is its first and last day, both included, so that reports of any length (18 months, say)
stand beside the usual ones. Years, halves and quarters are financial: Q1 is April to June.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from .dates import MONTHS, months_later, show_date

_APRIL = 4


class Frequency(Enum):
    """How often a measure is returned."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months one period has."""
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time from `start` to `end`, both days included; ordered by start, then end.

    Raises `ValueError` when it ends before it starts.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(
                f"the period ends on {show_date(self.end)}, before it starts on"
                f" {show_date(self.start)}"
            )

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def frequency(self) -> Frequency | None:
        """Which of the usual periods this is; None for any other stretch."""
        return _frequency_of(self)

    def previous(self) -> "Period":
        """The stretch of the same length that ends the day before this one starts."""
        return self._shifted(-1)

    def next(self) -> "Period":
        """The stretch of the same length that starts the day after this one ends."""
        return self._shifted(1)

    def same_last_year(self) -> "Period":
        """The same stretch twelve months earlier."""
        if self._months():
            return Period(
                months_later(self.start, -12), _last_of_month(months_later(self.end, -12))
            )
        return Period(months_later(self.start, -12), months_later(self.end, -12))

    def label(self) -> str:
        """`April 2022 to March 2023`, `April to June 2022`, `June 2022`; by days where it must."""
        return self._words([*MONTHS])

    def short_label(self) -> str:
        """For table headings: `Q1 2022-23`, `H1 2022-23`, `2022-23`, `Jun 2022`."""
        frequency = self.frequency()
        if frequency in (None, Frequency.MONTH):
            return self._words([name[:3] for name in MONTHS])
        year = financial_year(self.start)
        part = (self.start.month - _APRIL) % 12
        if frequency is Frequency.QUARTER:
            return f"Q{part // 3 + 1} {year}"
        return f"H{part // 6 + 1} {year}" if frequency is Frequency.HALF else year

    def key(self) -> str:
        """`2022-04-01--2022-06-30`: fit for addresses and files, sorts by time, and is read back."""
        return f"{self.start.isoformat()}--{self.end.isoformat()}"

    def _months(self) -> int | None:
        """How many whole calendar months this is; None where it is not."""
        if self.start.day != 1 or self.end != _last_of_month(self.end):
            return None
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def _shifted(self, times: int) -> "Period":
        if months := self._months():
            start = months_later(self.start, months * times)
            return Period(start, _last_of_month(months_later(start, months - 1)))
        length = (self.end - self.start + timedelta(days=1)) * times
        return Period(self.start + length, self.end + length)

    def _words(self, names: list[str]) -> str:
        def month(day: date) -> str:
            return names[day.month - 1]

        def full(day: date) -> str:
            return f"{day.day} {month(day)} {day.year}"

        months = self._months()
        if months is None:
            same_day = self.start == self.end
            return full(self.start) if same_day else f"{full(self.start)} to {full(self.end)}"
        last = f"{month(self.end)} {self.end.year}"
        if months == 1:
            return last
        if self.start.year == self.end.year:
            return f"{month(self.start)} to {last}"
        return f"{month(self.start)} {self.start.year} to {last}"


def financial_year(day: date) -> str:
    """The year from April to March that a day falls in: `2022-23`."""
    first = day.year if day.month >= _APRIL else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


@lru_cache(maxsize=4096)
def _frequency_of(period: Period) -> Frequency | None:
    # Asked of the same few periods for every row of a file or a page.
    for each in Frequency:
        if period == period_containing(period.start, each):
            return each
    return None


@lru_cache(maxsize=4096)
def period_containing(day: date, frequency: Frequency) -> Period:
    """The usual period a day falls in."""
    into = (day.month - _APRIL) % frequency.months
    start = months_later(day.replace(day=1), -into)
    return Period(start, _last_of_month(months_later(start, frequency.months - 1)))


def periods_between(first: date, last: date, frequency: Frequency) -> list[Period]:
    """The periods in order, from the one `first` falls in to the one `last` falls in."""
    periods = []
    period = period_containing(first, frequency)
    while period.start <= last:
        periods.append(period)
        period = period.next()
    return periods


def whole_months(first: date, last: date) -> Period:
    """From the first day of one month to the last day of another."""
    return Period(first.replace(day=1), _last_of_month(last))


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
