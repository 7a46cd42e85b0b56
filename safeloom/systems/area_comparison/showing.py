"""The rows of the comparison as they are shown and taken away."""

from collections.abc import Iterator
from dataclasses import dataclass

from safeloom.domain.indicators.queries import Compared, Moved
from safeloom.kernel.printed import show

HEADINGS = ["Measure", "Area", "Opening", "Closing", "Change", "Direction"]


@dataclass(frozen=True)
class Row:
    """One area, or all of them together."""

    moved: Moved
    is_total: bool

    @property
    def name(self) -> str:
        """The area's name."""
        return "All areas" if self.is_total else self.moved.about.name

    @property
    def change(self) -> str:
        """The change in per cent, or what stands in its place."""
        change = self.moved.change
        if change is None:
            return "Not comparable"
        if change.percent is None:
            return "From zero"
        return f"{'+' if change.percent > 0 else ''}{show(change.percent, 1)}%"

    @property
    def direction(self) -> str:
        """In a word: whether it was for the better, or which way where neither way is."""
        change = self.moved.change
        if change is None:
            return ""
        return change.direction.value if change.direction else change.arrow.value.capitalize()


@dataclass(frozen=True)
class Table:
    """One measure with its rows."""

    compared: Compared
    rows: tuple[Row, ...]


def tables(compared: list[Compared]) -> list[Table]:
    """A table for each measure; the total stands last where there is one."""
    return [
        Table(
            one,
            (
                *(Row(moved, False) for moved in one.areas),
                *((Row(one.total, True),) if one.total else ()),
            ),
        )
        for one in compared
    ]


def lines(shown: list[Table]) -> Iterator[list[str]]:
    """The cells of each row as a file holds them."""
    for table in shown:
        for row in table.rows:
            yield [
                table.compared.measure.title,
                row.name,
                row.moved.opening.words,
                row.moved.closing.words,
                row.change,
                row.direction,
            ]
