"""Charts and tables of the profile, for pages and reports."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from safeloom.domain.area_profile.definitions import Phase
from safeloom.domain.area_profile.models import Schools, Sourced
from safeloom.kernel.dates import show_date
from safeloom.web.charts import Chart, Series, lines

_MOST = 6
_POINTS = 20


def chart_of(title: str, by_name: Mapping[str, Mapping[date, int]]) -> Chart | None:
    """Numbers of people over the years, a line a name; None for less than two years. Of more than six
    names the first six are drawn: the table beside holds all."""
    days = sorted({day for numbers in by_name.values() for day in numbers})[-_POINTS:]
    if len(days) < 2:
        return None
    series = [
        Series(
            name,
            [None if (found := numbers.get(day)) is None else Decimal(found) for day in days],
            {at: "Not known" for at, day in enumerate(days) if day not in numbers},
        )
        for name, numbers in list(by_name.items())[:_MOST]
        if any(day in numbers for day in days)
    ]
    labels = [show_date(day) for day in days]
    short = [str(day.year) for day in days]
    alone = len(set(short)) == len(short)
    return lines(title, labels, series, heading="As at", short_labels=short if alone else None)


def by_phase(schools: Sequence[Schools]) -> tuple[date | None, list[str], list[list[str]]]:
    """The schools of the latest day that has any: the day, the types as headings, and a row for each
    phase with its numbers, and their total where there are several types. Nothing is a dash: no
    number was given, which is not none."""
    if not schools:
        return None, [], []
    day = max(row.day for row in schools)
    latest = [row for row in schools if row.day == day]
    kinds = list(dict.fromkeys(row.get_kind_display() for row in latest))
    numbers = {(row.phase, row.get_kind_display()): row.number for row in latest}
    rows = []
    for phase, label in Phase.choices:
        found = [numbers.get((phase, kind)) for kind in kinds]
        if any(number is not None for number in found):
            rows.append([label, *("–" if number is None else f"{number:,}" for number in found)])
    return day, kinds, rows


def source_of(row: Sourced) -> str:
    """Where a figure is from, in a line: `Mid-year estimates, published 15 July 2026, provisional`."""
    published = f", published {show_date(row.published)}" if row.published else ""
    return f"{row.source}{published}{', provisional' if row.provisional else ''}"
