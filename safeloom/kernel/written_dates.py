"""Dates as people type them into spreadsheets: read where there is one reading only, refused otherwise."""

import re
from calendar import monthrange
from datetime import date

from .dates import read_month

_DAY_NAMES = re.compile(
    r"^(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b,?\s*"
)
_TIME = re.compile(r"[t ]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:am|pm|z)?$")
_ISO = re.compile(r"(?P<y>[0-9]{4})[-/. ](?P<m>[0-9]{1,2})[-/. ](?P<d>[0-9]{1,2})")
_PACKED = re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
_DIGITS = re.compile(r"(?P<d>[0-9]{1,2})[-/. ](?P<m>[0-9]{1,2})[-/. ](?P<y>[0-9]{4}|[0-9]{2})")
_NAMED = re.compile(
    r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?(?: of)?[-/., ]*(?P<name>[a-z]{3,9})\.?[-/., ]*"
    r"'?(?P<y>[0-9]{4}|[0-9]{2})"
)
_MONTH_FIRST = re.compile(
    r"(?P<name>[a-z]{3,9})\.?[- ](?P<d>[0-9]{1,2})(?:st|nd|rd|th)?[-, ]+(?P<y>[0-9]{4})"
)
_MONTH_ONLY = (
    re.compile(r"(?P<name>[a-z]{3,9})\.?[-/, ]*'?(?P<y>[0-9]{4}|[0-9]{2})"),
    re.compile(r"(?P<m>[0-9]{1,2})[-/.](?P<y>[0-9]{4})"),
    re.compile(r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})"),
)
_YEAR = re.compile(r"(?P<y>(?:19|20)[0-9]{2})")
_HELP = "write the day as 4 December 2026"
# A year of two digits is of this century up to here.
_PIVOT = 69


def read_written_date(text: str) -> date:
    """Read a day: `3 March 2026`, `03/03/2026`, `2026-03-03`, `3-Mar-26`, `Tue 3rd of March, 2026`,
    `March 3, 2026`, `3.3.26`, `20260303`, each with or without a time of day.

    In figures the day comes before the month, as in England. Raises `ValueError` saying what to write
    where it is no day, or may be more than one.
    """
    bare = _bare(text)
    for pattern in (_ISO, _DIGITS, _NAMED, _MONTH_FIRST, _PACKED):
        if match := pattern.fullmatch(bare):
            found = _day(match)
            if found is not None:
                return found
            if pattern is _DIGITS and int(match["m"]) > 12 >= int(match["d"]):
                raise ValueError(f"“{text.strip()}” has its month first, or a slip in it; {_HELP}")
            if pattern in (_ISO, _DIGITS) or read_month(match.groupdict().get("name") or ""):
                raise ValueError(f"there is no {text.strip()} in the calendar; check the day")
    if span := month_or_year(text):
        shown = f"{span[0]:%B %Y}" if span[0].month == span[1].month else str(span[0].year)
        raise ValueError(f"“{text.strip()}” is {shown} without a day; {_HELP}")
    raise ValueError(f"“{text.strip()}” is not a date; {_HELP}")


def day_or_month(text: str) -> tuple[date, bool]:
    """Read by when something is due: a day, or a month's last day and then `True`. Raises `ValueError`
    where it is neither."""
    if (span := month_or_year(text)) and span[0].month == span[1].month:
        return span[1], True
    return read_written_date(text), False


def month_or_year(text: str) -> tuple[date, date] | None:
    """The first and the last day of a month or year that is written without a day (`March 2026`,
    `Mar-26`, `03/2026`, `2026`); None for anything else."""
    bare = _bare(text)
    for pattern in _MONTH_ONLY:
        match = pattern.fullmatch(bare)
        if not match:
            continue
        said = match.groupdict()
        month = read_month(said["name"]) if "name" in said else int(said["m"])
        year = _year(said["y"])
        if month and 1 <= month <= 12 and year:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if match := _YEAR.fullmatch(bare):
        return date(int(match["y"]), 1, 1), date(int(match["y"]), 12, 31)
    return None


def _bare(text: str) -> str:
    words = " ".join(text.split()).casefold().strip(" ,;")
    if not words.isascii() or len(words) > 60:
        return ""
    return _TIME.sub("", _DAY_NAMES.sub("", words)).strip(" ,")


def _year(said: str) -> int:
    year = int(said)
    if len(said) == 2:
        year += 2000 if year <= _PIVOT else 1900
    return year


def _day(match: re.Match[str]) -> date | None:
    said = match.groupdict()
    month = read_month(said["name"]) if said.get("name") else int(said["m"] or 0)
    try:
        return date(_year(said["y"]), month or 0, int(said["d"]))
    except ValueError:
        return None
