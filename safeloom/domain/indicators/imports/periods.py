"""Periods as they head a column, or stand in a cell, of a spreadsheet."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from safeloom.kernel.dates import MONTHS, read_month
from safeloom.kernel.period_reading import read_period
from safeloom.kernel.written_dates import month_or_year
from safeloom.web.uploads import Value

_YEAR = re.compile(r"(?:fy ?)?(?:20)?([0-9]{2}) ?[-/] ?(?:20)?([0-9]{2})")
_PART = re.compile(r"(?:q|qtr|quarter) ?([1-4])|(?:h|half) ?([12])", re.I)


def in_usual_words(text: str) -> str:
    """A period in the words that are read everywhere: `Qtr 1 26/27` is `Q1 2026-27`, `Apr-26` is `April
    2026`; anything else as it stands."""
    bare = " ".join(text.replace("–", "-").split())
    # 2011-12 is a year as well as a month.
    named = re.search("[a-z]{3}", bare, re.I) is not None
    if named and (span := month_or_year(bare)) and span[0].month == span[1].month:
        return f"{MONTHS[span[0].month - 1]} {span[0].year}"
    part, year = _PART.search(bare), _YEAR.search(bare)
    if not year or (int(year[1]) + 1) % 100 != int(year[2]):
        return text
    rest = bare.replace(year[0], " ").replace(part[0] if part else "", " ").strip(" ,:()-")
    if rest:
        return text
    words = f"20{year[1]}-{year[2]}"
    if part is None:
        return words
    return f"{'Q' + part[1] if part[1] else 'H' + part[2]} {words}"


def heading_period(heading: Value, place: int, above: Sequence[Value]) -> Value | None:
    """The period that a heading names, alone or with the year in the row above it; None where it
    names none."""
    if isinstance(heading, date):
        last = monthrange(heading.year, heading.month)[1]
        return heading if heading.day in (1, last) else None
    if not isinstance(heading, str) or not re.search("[0-9]", heading + _year_above(place, above)):
        return None
    words = in_usual_words(heading)
    if _is_period(words):
        return words
    if _PART.fullmatch(heading.strip()) or read_month(heading):
        year = _year_above(place, above)
        if not year:
            return None
        words = _with_year(heading.strip(), year)
        return words if _is_period(words) else None
    return None


def _is_period(words: str) -> bool:
    try:
        read_period(words)
    except ValueError as problem:
        # `2011-12` is a year or a month: which, the measure decides.
        return "may be" in str(problem)
    return True


def _year_above(place: int, above: Sequence[Value]) -> str:
    """The year over a column: in its own cell, or in the nearest one to the left, over which it is
    merged or written once for several."""
    for at in range(min(place, len(above) - 1), -1, -1):
        if above[at] is not None:
            said = str(above[at])
            found = _YEAR.search(said)
            fits = found and (int(found[1]) + 1) % 100 == int(found[2])
            return f"20{found[1]}-{found[2]}" if found and fits else ""
    return ""


def _with_year(heading: str, year: str) -> str:
    if part := _PART.fullmatch(heading):
        return f"{'Q' + part[1] if part[1] else 'H' + part[2]} {year}"
    month = read_month(heading) or 1
    first = int(year[:4])
    return f"{MONTHS[month - 1]} {first if month >= 4 else first + 1}"
