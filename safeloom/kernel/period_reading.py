"""Periods as people write them in spreadsheets and reports."""

import re
from datetime import date

from .dates import read_date, read_month
from .periods import Frequency, Period, period_containing, whole_months

_DASHES = str.maketrans("‐‑‒–—−", "------")
_YEAR = re.compile(
    r"(?:(?P<before>[qh][1-4])[ ,-]*)?(?P<year>[0-9]{4})(?P<mark>[-/])(?P<next>[0-9]{4}|[0-9]{2})"
    r"(?:[ ,-]*(?P<after>[qh][1-4]))?"
)
_MONTH = re.compile(r"(?P<name>[a-z]+)\.?[ -](?P<year>[0-9]{4})")
_ISO_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])")
_SEPARATORS = (" to ", "--", " - ", "/", "-")
_HELP = "write it as 2022-23, Q1 2022-23, April to June 2022, June 2022, or two dates with “to”"


def read_period(text: str, frequency: Frequency | None = None) -> Period:
    """Read a period: `2022-23`, `2022/23`, `Q1 2022-23`, `2022-23 Q1`, `Apr-Jun 2022`, `June 2022`,
    `2022-06`, `1 April 2022 to 30 June 2022`, `2022-04-01/2022-06-30`, or `Period.key`.

    `2011-12` is both December 2011 and a year; it is read by the `frequency` that is expected and
    refused without one. Raises `ValueError` saying what to write, also where a period of another
    frequency than the expected one is written.
    """
    bare = " ".join(text.translate(_DASHES).split()).casefold()
    if not bare:
        raise ValueError(f"the period is blank; {_HELP}")
    try:
        period = _month_or_year(bare, frequency) or _two_ends(bare)
    except _ClearError as problem:
        raise ValueError(str(problem)) from None
    except ValueError:
        period = None
    if period is None:
        raise ValueError(f"“{text.strip()}” is not a period; {_HELP}")
    if frequency and period.frequency() is not frequency:
        wanted = period_containing(period.start, frequency)
        raise ValueError(
            f"“{text.strip()}” is not a {_NAMES[frequency]}; write a {_NAMES[frequency]},"
            f" such as {wanted.short_label()}"
        )
    return period


_NAMES = {
    Frequency.MONTH: "month",
    Frequency.QUARTER: "quarter",
    Frequency.HALF: "half-year",
    Frequency.YEAR: "year from April to March",
}


class _ClearError(ValueError):
    """A problem whose message is already what the person should read."""


def _month_or_year(bare: str, frequency: Frequency | None) -> Period | None:
    year = _financial(bare)
    match = _ISO_MONTH.fullmatch(bare)
    month = match and _month(int(match["year"]), int(match["month"]))
    if year and month:
        if frequency not in (Frequency.MONTH, Frequency.YEAR):
            slashed = bare.replace("-", "/")
            raise _ClearError(
                f"“{bare}” may be {month.label()} or a year; write {month.label()} or {slashed}"
            )
        return month if frequency is Frequency.MONTH else year
    if year or month:
        return year or month
    if (match := _MONTH.fullmatch(bare)) and (named := read_month(match["name"])):
        return _month(int(match["year"]), named)
    return None


def _financial(bare: str) -> Period | None:
    match = _YEAR.fullmatch(bare)
    if not match or (match["before"] and match["after"]):
        return None
    first, following = int(match["year"]), match["next"]
    if following not in (f"{first + 1:04d}", f"{(first + 1) % 100:02d}"):
        return None
    year = period_containing(date(first, 4, 1), Frequency.YEAR)
    part = match["before"] or match["after"]
    if not part:
        return year
    frequency = Frequency.QUARTER if part[0] == "q" else Frequency.HALF
    if int(part[1]) * frequency.months > 12:
        return None
    period = period_containing(year.start, frequency)
    for _ in range(int(part[1]) - 1):
        period = period.next()
    return period


def _two_ends(bare: str) -> Period | None:
    for separator in _SEPARATORS:
        first, found, last = bare.partition(separator)
        if not found:
            continue
        first, last = first.strip().removeprefix("from "), last.strip()
        try:
            return _from_days(first, last) or _from_months(first, last)
        except _ClearError:
            raise
        except ValueError:
            continue
    return None


def _from_days(first: str, last: str) -> Period | None:
    try:
        start, end = read_date(first), read_date(last)
    except ValueError:
        return None
    return _ordered(start, end)


def _from_months(first: str, last: str) -> Period:
    end = _MONTH.fullmatch(last)
    end_month = end and read_month(end["name"])
    if not end or not end_month:
        raise ValueError(last)
    year = end["year"]
    start = _MONTH.fullmatch(first) or _MONTH.fullmatch(f"{first} {year}")
    start_month = start and read_month(start["name"])
    if not start or not start_month:
        raise ValueError(first)
    start_day, end_day = date(int(start["year"]), start_month, 1), date(int(year), end_month, 1)
    return whole_months(start_day, _ordered(start_day, end_day).end)


def _ordered(start: date, end: date) -> Period:
    try:
        return Period(start, end)
    except ValueError as problem:
        raise _ClearError(str(problem)) from None


def _month(year: int, month: int) -> Period:
    return period_containing(date(year, month, 1), Frequency.MONTH)
