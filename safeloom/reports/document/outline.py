"""The order of a document: its headings with numbers, and the appendix that names its sources."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from safeloom.reports.document.tree import (
    Anchor,
    Column,
    Document,
    FigureRow,
    Heading,
    Link,
    Paragraph,
    Part,
    Runs,
    Table,
    rows_in,
    runs,
)

SOURCES = "Where the numbers come from"
_LEVELS = 3
ON_A_PAGE = 40  # lines of printed contents
_TAKEN = {"main", "contents", "top"}
# In words, the rules of safeloom.kernel.figure_rules.
WORKED_OUT = {
    "": "Recorded",
    "sum": "Added up",
    "difference": "Difference",
    "product": "Multiplied",
    "share": "Share",
    "pooled_share": "Share of all",
    "change": "Change",
    "fall": "Fall",
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

    Figures of one measure share a note, whatever was worked out of them; what became of each one is
    told by the open data.
    """
    notes: dict[str, str] = {}
    groups: dict[tuple[str, str], list[FigureRow]] = {}
    for row in dict.fromkeys(rows_in(document.parts)):
        groups.setdefault((row.measure, row.source.home or row.source.url), []).append(row)
    lines = []
    for number, ((measure, url), rows) in enumerate(groups.items(), 1):
        anchor = f"source-{number}"
        notes |= dict.fromkeys((row.id for row in rows), anchor)
        lines.append(_line(number, anchor, measure, url, rows, document.partnership))
    if not lines:
        return document.parts, notes
    return (*document.parts, *_appendix(tuple(lines))), notes


def _appendix(lines: tuple[tuple[Runs, ...], ...]) -> Iterator[Part]:
    yield Heading(1, SOURCES)
    yield Paragraph(
        runs(
            "Each number in this report leads to a line below, and from there to the record it came"
            " from. The open data beside the report says of each one how it was worked out."
        )
    )
    columns = (
        Column("Note", "number"),
        Column("What"),
        Column("Who"),
        Column("When"),
        Column("How"),
    )
    yield Table("Sources", columns, lines, row_headings=False, dense=True)


def _line(
    number: int, anchor: str, measure: str, url: str, rows: list[FigureRow], whole: str
) -> tuple[Runs, ...]:
    what = measure or rows[0].source.title or "Not named"
    how = list(dict.fromkeys(_how(row) for row in rows))
    return (
        runs(Anchor(anchor), str(number)),
        runs(Link(runs(what), url) if url else what),
        runs(_who(rows, whole)),
        runs(_when(rows)),
        runs(", ".join([how[0], *(one[0].lower() + one[1:] for one in how[1:])])),
    )


def _how(row: FigureRow) -> str:
    """How a number came about: worked out, or taken from a source that is named where it is not the
    measure itself."""
    named = "" if row.source.title == row.measure else row.source.title
    how = WORKED_OUT[""] if row.rule == "" else WORKED_OUT.get(row.rule, row.rule)
    said = named if named and not row.rule else how
    return f"{said} ({row.source.note.lower()})" if row.source.note else said


def _who(rows: list[FigureRow], whole: str) -> str:
    """The different places, the partnership itself only where it is the only one."""
    different = list(dict.fromkeys(row.entity for row in rows if row.entity))
    if different == [whole]:
        return "The partnership"
    return _some([one for one in different if one != whole])


def _some(different: list[str]) -> str:
    """Up to three, else the first and how many more."""
    if len(different) <= 3:
        return ", ".join(different)
    return f"{different[0]} and {len(different) - 1} more"


def _when(rows: list[FigureRow]) -> str:
    """The period, or the first that is printed and how many more."""
    different = list(dict.fromkeys(row.period for row in rows if row.period))
    if len(different) <= 1:
        return "".join(different)
    return f"{different[0]} and {len(different) - 1} more"
