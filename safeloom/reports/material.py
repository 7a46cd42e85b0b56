"""What a live block gives to a report.

The source of a block says which figures of measures it prints, by reference, brings further numbers
that follow from them, and draws itself once it is known which may be shown. Only then can small
counts be hidden over the whole report, charts and arrows included.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.reports.document.tree import Figure, FigureRow, Part

NOT_SHOWN = "Not shown"


@dataclass(frozen=True)
class BlockContext:
    """What a block is asked for: the partnership, the first and last day, what it is about (in the
    order chosen), the guidance edition, and the day as at which is told what is due."""

    partnership: Partnership
    start: date
    end: date
    day: date
    edition: str
    about: Sequence[Record] = ()


@dataclass(frozen=True)
class Number:
    """A number that is printed or that another follows from. `value` is exact at the printed
    decimals, None where words stand in its place. The row's section is filled in by the builder."""

    row: FigureRow
    value: Decimal | None = None

    @property
    def id(self) -> str:
        """The figure's id."""
        return self.row.id


class Shown:
    """The numbers of a report by id, as far as they may be shown."""

    def __init__(self, numbers: Mapping[str, Number], hidden: frozenset[str]) -> None:
        self._numbers, self._hidden = numbers, hidden

    def hides(self, id: str) -> bool:
        """Whether a number must not be shown."""
        return id in self._hidden

    def row(self, id: str) -> FigureRow:
        """The row as it is printed: words in place of a hidden number, and no rule where it or a
        number it follows from is hidden, since nobody could work it out. Raises KeyError."""
        row = self._numbers[id].row
        hidden = self.hides(id)
        if not hidden and self._hidden.isdisjoint(row.terms):
            return row
        return FigureRow(
            id=row.id,
            section=row.section,
            entity=row.entity,
            measure=row.measure,
            period=row.period,
            value=NOT_SHOWN if hidden else row.value,
            unit=row.unit,
            source=row.source,
        )

    def figure(self, id: str) -> Figure:
        """The figure to put into a paragraph or a table. Raises KeyError for an unknown id."""
        return Figure(self.row(id))

    def words(self, id: str) -> str:
        """The number or words as they are printed."""
        return self.row(id).value

    def value(self, id: str) -> Decimal | None:
        """The number for a chart; None where it is hidden or not known."""
        return None if self.hides(id) else self._numbers[id].value


Draw = Callable[[Shown], Sequence[Part]]


@dataclass(frozen=True)
class Material:
    """What a block brings: how to draw it, the figures of measures it prints (references in full),
    and other numbers, each with a rule over those or with a source of its own."""

    draw: Draw
    references: Sequence[str] = ()
    numbers: Sequence[Number] = ()
