"""The rows of the comparison as they are shown and taken away."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from safeloom.domain.indicators.queries import Compared, Moved
from safeloom.kernel.printed import show

HEADINGS = ["Measure", "Area", "Opening", "Closing", "Change, %", "Direction"]


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
    def percent(self) -> Decimal | None:
        """The change in per cent, to one decimal, where there is one."""
        return self.moved.change.percent if self.moved.change else None

    @property
    def change(self) -> str:
        """The change in per cent, or what stands in its place."""
        if self.percent is None:
            return "From zero" if self.moved.change else "Not comparable"
        return f"{'+' if self.percent > 0 else ''}{show(self.percent, 1)}%"

    @property
    def direction(self) -> str:
        """In a word: whether it was for the better, or which way where neither way is."""
        change = self.moved.change
        if change is None:
            return ""
        word = change.direction.value if change.direction else change.arrow.value.capitalize()
        return f"{word}, not like for like" if self.moved.across else word


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


def lines(shown: list[Table]) -> Iterator[list[str | Decimal]]:
    """The cells of each row as a file holds them."""
    for table in shown:
        for row in table.rows:
            yield [
                table.compared.measure.title,
                row.name,
                row.moved.opening.words,
                row.moved.closing.words,
                # A number: as text its sign would have to be made harmless in a file.
                row.percent if row.percent is not None else row.change,
                row.direction,
            ]
