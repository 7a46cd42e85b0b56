"""What a report is made of, whatever it is printed as.

A `Document` is built once from live or frozen data and rendered by `html`, `pdf`, `figures_csv` and
`figures_json`. Its parts are frozen; a number that was worked out is a `Figure`, which carries the
row that says where it came from.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from safeloom.web.charts import Chart

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]*")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number came from: what the record is called and its address (absolute or on the site).

    ``home`` is the address of what the record belongs to: numbers of one home share a note."""

    title: str
    url: str = ""
    note: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A published number as open data: the columns that the figure check reads, and its source.

    ``value`` is the number as printed. ``rule`` and ``terms`` say how it follows from other rows.
    Raises ValueError for an id with other characters than letters, digits and ``._:/-``: an id must
    survive a spreadsheet unchanged.
    """

    id: str
    section: str
    entity: str
    measure: str
    period: str
    value: str
    unit: str
    source: Source
    rule: str = ""
    terms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for one in (self.id, *self.terms):
            if not _ID.fullmatch(one):
                raise ValueError(f"{one!r} is not a figure's id: use letters, digits and . _ : / -")


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    runs: "tuple[Run, ...]"


@dataclass(frozen=True, slots=True)
class Emphasis:
    runs: "tuple[Run, ...]"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address: http, https, mailto, a path of the site or #anchor."""

    runs: "tuple[Run, ...]"
    url: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number that leads to where it came from; ``text`` when printed otherwise ("a third")."""

    row: FigureRow
    text: str = ""

    @property
    def printed(self) -> str:
        return self.text or self.row.value


@dataclass(frozen=True, slots=True)
class Rag:
    """A red/amber/green status: its shape and its word, never colour alone."""

    status: Literal["blue", "green", "amber", "red", "none"]
    word: str


@dataclass(frozen=True, slots=True)
class Spark:
    """A chart the size of a word."""

    chart: Chart


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links lead to."""

    name: str


Run = Text | Strong | Emphasis | Link | Figure | Rag | Spark | Anchor
Runs = tuple[Run, ...]


def runs(*parts: Run | str) -> Runs:
    """Runs from a mixture of texts and runs."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 begins a chapter. Renderers number it and mend a level that was skipped."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class ItemList:
    items: "tuple[tuple[Part, ...], ...]"
    ordered: bool = False
    start: int = 1

    def __post_init__(self) -> None:
        for item in self.items:
            _no_headings(item)


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    kind: Literal["text", "number"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption. ``row_headings``: the first cell of each row names the row. ``dense``:
    many short rows, printed small. Rows whose position is in ``heads`` name the rows below them with
    their first cell; their other cells are empty.

    Raises ValueError when a row has not one cell for each column.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    row_headings: bool = True
    notes: tuple[Runs, ...] = ()
    dense: bool = False
    heads: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError(f"The table {self.caption!r} has no columns.")
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"Row {number} of {self.caption!r} has {len(row)} cells"
                    f" for {len(self.columns)} columns."
                )


@dataclass(frozen=True, slots=True)
class ChartPart:
    """A chart, with the figures that it draws."""

    chart: Chart
    figures: tuple[FigureRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Someone's words, with who said them in words that identify nobody."""

    parts: "tuple[Part, ...]"
    attribution: str = ""

    def __post_init__(self) -> None:
        _no_headings(self.parts)


@dataclass(frozen=True, slots=True)
class Callout:
    """A boxed remark with a title: a definition, a warning, what was learned."""

    title: str
    parts: "tuple[Part, ...]"

    def __post_init__(self) -> None:
        _no_headings(self.parts)


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    runs: Runs
    state: Literal["met", "partly", "missing"]
    note: Runs = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the guidance asks for, and whether it is there."""

    title: str
    items: tuple[ChecklistItem, ...]


def _no_headings(parts: "tuple[Part, ...]") -> None:
    if any(isinstance(part, Heading | ChartPart) for part in parts):
        raise ValueError(
            "A heading or a chart stands in the document itself, not inside another part."
        )


Part = Heading | Paragraph | ItemList | Table | ChartPart | Quote | Callout | Checklist


@dataclass(frozen=True, slots=True)
class Document:
    """A report ready to be rendered.

    ``status`` is the line on the cover ("Draft 3", "Signed off 4 December 2026"). ``site`` is the
    address that paths in sources and links are completed with, "" to leave them as they are.
    ``also`` are rows of open data that are not printed themselves but that printed ones follow from.
    ``one_sheet`` prints without a cover: what is said there heads the first page.
    Raises ValueError when two different rows have one id.
    """

    title: str
    subtitle: str
    partnership: str
    period: str
    status: str
    parts: tuple[Part, ...]
    date: datetime.date | None = None
    language: str = "en-GB"
    site: str = ""
    also: tuple[FigureRow, ...] = ()
    one_sheet: bool = False
    figures: tuple[FigureRow, ...] = field(init=False)

    def __post_init__(self) -> None:
        found: dict[str, FigureRow] = {}
        for row in (*rows_in(self.parts), *self.also):
            if found.setdefault(row.id, row) != row:
                raise ValueError(f"Two different figures have the id {row.id!r}.")
        object.__setattr__(self, "figures", tuple(found.values()))


def rows_in(parts: Sequence[Part]) -> Iterator[FigureRow]:
    """The rows of all figures in these parts, in the order of print."""
    for part in parts:
        if isinstance(part, ChartPart):
            yield from part.figures
        for one in _runs_of(part):
            yield from _rows_of(one)
        yield from rows_in(_inner(part))


def _inner(part: Part) -> tuple[Part, ...]:
    if isinstance(part, ItemList):
        return tuple(inner for item in part.items for inner in item)
    return part.parts if isinstance(part, Quote | Callout) else ()


def _runs_of(part: Part) -> Iterator[Runs]:
    if isinstance(part, Paragraph):
        yield part.runs
    elif isinstance(part, Table):
        for row in part.rows:
            yield from row
        yield from part.notes
    elif isinstance(part, Checklist):
        for item in part.items:
            yield item.runs
            yield item.note


def _rows_of(found: Runs) -> Iterator[FigureRow]:
    for one in found:
        if isinstance(one, Figure):
            yield one.row
        elif isinstance(one, Strong | Emphasis | Link):
            yield from _rows_of(one.runs)
