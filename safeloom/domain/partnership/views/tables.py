"""Tables of record pages: a heading cell, text, and what can be done with a row."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from safeloom.foundation.dated import Dated
from safeloom.web.records import Section
from safeloom.web.words import date_words


@dataclass(frozen=True)
class Act:
    """A link of a row: `Change` and, for who cannot see the row, `whose`."""

    words: str
    whose: str
    url: str


@dataclass(frozen=True)
class Cell:
    """Text with its address, if it has one; `acts` are links after it."""

    text: str
    url: str = ""
    acts: Sequence[Act] = ()
    detail: str = ""


@dataclass(frozen=True)
class Table:
    """Headings and rows of cells; strings stand for plain cells."""

    headings: Sequence[str]
    rows: Sequence[Sequence["Cell | str"]]
    empty: str = "Nothing yet."

    def cells(self) -> list[list[tuple[str, Cell]]]:
        """Every row as pairs of heading and cell."""
        return [
            [
                (heading, cell if isinstance(cell, Cell) else Cell(cell))
                for heading, cell in zip(self.headings, row, strict=True)
            ]
            for row in self.rows
        ]


@dataclass(frozen=True)
class TableSection(Section):
    """A section of a record page that is a table."""

    table: Table = field(default_factory=lambda: Table((), ()))


def section(
    key: str, title: str, table: Table, change: tuple[str, str] | None = None
) -> TableSection:
    """A section that is a table; `change` is what may be changed in it, if the viewer may."""
    return TableSection(key, title, "partnership/table.html", change, table)


def days(row: Dated) -> str:
    """`1 April 2022 to 31 March 2023`, `from 1 April 2022`, `to 31 March 2023`, or empty; a first day that
    is known only in words in those: `From “spring 2022”`."""
    if row.start and row.end:
        return f"{date_words(row.start)} to {date_words(row.end)}"
    if row.start:
        return f"From {date_words(row.start)}"
    ends = f"To {date_words(row.end)}" if row.end else ""
    if words := getattr(row, "since", ""):
        return f"From “{words}”{ends and f', {ends.lower()[:2]}{ends[2:]}'}"
    return ends


def status(row: Dated, day) -> tuple[str, str]:
    """The words and the kind of tag of a record as at a day."""
    if row.holds(day):
        return "Current", "done"
    if row.end and row.end < day:
        return f"Ended {date_words(row.end)}", "plain"
    return f"Begins {date_words(row.start)}", "wait"
