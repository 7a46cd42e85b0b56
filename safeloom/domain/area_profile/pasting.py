"""Reading populations that were pasted: an area, ages and a number to a line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from safeloom.domain.partnership.models import Area
from safeloom.kernel import printed
from safeloom.kernel.ages import AgeBand, read_band

MOST_LINES = 500
_WHOLE = ("total", "all", "whole partnership")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was understood; `area` None is the partnership as a whole."""

    area: Area | None
    band: AgeBand
    number: int


class NotRead(ValueError):
    """A line cannot be understood; the message names it and says what to write."""


def read_lines(text: str, areas: Mapping[str, Area]) -> Iterator[Line]:
    """The lines of a text: `Eden, 0-17, 41,200`, with tabs (as a spreadsheet pastes them),
    semicolons or commas between. `areas` are those of the partnership by name in small letters; a
    heading and empty lines are left out. Raises `NotRead` at the first line that is amiss."""
    lines = [(at, line) for at, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_LINES:
        raise NotRead(f"There are {len(lines)} lines. Give at most {MOST_LINES} at a time.")
    for at, line in lines:
        cells = _cells(line)
        if at == lines[0][0] and "age" in line.casefold() and not re.search(r"\d", line):
            continue
        if len(cells) != 3:
            raise NotRead(f"Line {at} has {len(cells)} parts. Write area, ages, number.")
        yield _line(at, *cells, areas)


def _cells(line: str) -> list[str]:
    if "\t" in line or ";" in line:
        return [cell.strip() for cell in re.split(r"[\t;]", line.strip())]
    # A comma within a number separates thousands: only the first two part the line.
    return [cell.strip() for cell in line.split(",", 2)]


def _line(at: int, name: str, ages: str, number: str, areas: Mapping[str, Area]) -> Line:
    area = areas.get(" ".join(name.casefold().split()))
    if area is None and name.casefold().strip() not in _WHOLE:
        known = ", ".join(sorted(each.name for each in areas.values())) or "none yet"
        raise NotRead(f"Line {at}: there is no area “{name[:60]}”. The areas are {known}.")
    try:
        band = read_band(ages)
        value = printed.read(number).value
    except ValueError as problem:
        raise NotRead(f"Line {at}: {problem}.") from None
    if value != int(value) or not 0 < value < 10**9:
        raise NotRead(f"Line {at}: “{number[:40]}” is no number of people. Write a whole number.")
    return Line(area, band, int(value))
