"""The order of a document: its headings with numbers, and the appendix that names its sources."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from safeloom.reports.document.tree import (
    Anchor,
    Column,
    Document,
    FigureRow,
    Heading,
    Link,
    Paragraph,
    Part,
    Source,
    Table,
    rows_in,
    runs,
)

SOURCES = "Where the numbers come from"
_LEVELS = 3
_TAKEN = {"main", "contents", "top"}
# In words, the rules of safeloom.kernel.figure_rules.
WORKED_OUT = {
    "": "Recorded",
    "sum": "Added up",
    "difference": "Difference",
    "product": "Multiplied",
    "share": "Share, %",
    "pooled_share": "Pooled share, %",
    "change": "Change, %",
    "fall": "Fall, %",
    "complement": "Rest of 100",
    "same": "Repeated",
    "direction": "Compared",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A heading where it stands: its mended level, its number ("2.1") and its anchor."""

    level: int
    number: str
    text: str
    anchor: str


def places(parts: Sequence[Part]) -> list[Place]:
    """The headings in order, levels without a gap, anchors without a repeat."""
    found: list[Place] = []
    counts = [0] * _LEVELS
    above: list[int] = []  # the level of this heading as written, and of those it stands under
    used: set[str] = set()
    for part in parts:
        if not isinstance(part, Heading):
            continue
        while above and above[-1] >= part.level:
            above.pop()
        above.append(part.level)
        level = min(len(above), _LEVELS)
        counts[level - 1] += 1
        counts[level:] = [0] * (_LEVELS - level)
        anchor = _free(part.anchor or _slug(part.text), used)
        number = ".".join(str(count) for count in counts[:level])
        found.append(Place(level, number, part.text, anchor))
    return found


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60] or "section"


def _free(wanted: str, used: set[str]) -> str:
    wanted = _slug(wanted)
    name, count = wanted, 2
    while name in used or name in _TAKEN or re.fullmatch(r"source-\d+|c[0-9a-f]{8}.*", name):
        name, count = f"{wanted}-{count}", count + 1
    used.add(name)
    return name


def with_sources(document: Document) -> tuple[tuple[Part, ...], dict[str, str]]:
    """The parts with the appendix of sources, and for each figure's id the anchor of its note.

    Figures of one section, measure, way of working out and source share a note.
    """
    notes: dict[str, str] = {}
    groups: dict[tuple[str, str, str, Source], list[FigureRow]] = {}
    for row in dict.fromkeys(rows_in(document.parts)):
        groups.setdefault((row.section, row.measure, row.rule, row.source), []).append(row)
    lines: list[tuple[str, tuple]] = []
    for number, ((section, measure, rule, source), rows) in enumerate(groups.items(), 1):
        anchor = f"source-{number}"
        notes |= dict.fromkeys((row.id for row in rows), anchor)
        lines.append((section, _line(anchor, measure, rule, source, rows)))
    if not lines:
        return document.parts, notes
    return (*document.parts, *_appendix(lines)), notes


def _appendix(lines: list[tuple[str, tuple]]) -> Iterator[Part]:
    yield Heading(1, SOURCES)
    yield Paragraph(
        runs(
            "Each number that was worked out or taken from a record leads here, and from here to its"
            " record. All of them are also published as open data, a row for each."
        )
    )
    columns = (
        Column("Measure"),
        Column("Who"),
        Column("When"),
        Column("How"),
        Column("Source"),
    )
    ordered = sorted(lines, key=lambda line: [one for one, _ in lines].index(line[0]))
    for section, found in groupby(ordered, key=lambda line: line[0]):
        caption = f"Sources: {section}" if section else "Sources"
        yield Table(caption, columns, tuple(cells for _, cells in found))


def _line(anchor: str, measure: str, rule: str, source: Source, rows: list[FigureRow]) -> tuple:
    title = source.title or "Not named"
    named = Link(runs(title), source.url) if source.url else title
    return (
        runs(Anchor(anchor), measure),
        runs(_some([row.entity for row in rows])),
        runs(_from_to([row.period for row in rows])),
        runs(WORKED_OUT.get(rule, rule)),
        runs(named, *([f". {source.note}"] if source.note else [])),
    )


def _some(words: list[str]) -> str:
    """The different words: up to four of them, else the first two and how many more."""
    different = list(dict.fromkeys(word for word in words if word))
    if len(different) <= 4:
        return ", ".join(different)
    return f"{different[0]}, {different[1]} and {len(different) - 2} more"


def _from_to(periods: list[str]) -> str:
    """The different periods: up to three of them, else the first, the last and how many."""
    different = list(dict.fromkeys(period for period in periods if period))
    if len(different) <= 3:
        return ", ".join(different)
    return f"{different[0]} to {different[-1]} ({len(different)} periods)"
