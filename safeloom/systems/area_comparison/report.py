"""The area comparison as a live block of a report: opening, closing, change and direction."""

from dataclasses import dataclass

from django.utils.text import slugify

from safeloom.domain.indicators.models import Measure
from safeloom.domain.indicators.queries import Compared, Moved, area_comparison
from safeloom.domain.indicators.references import TOTAL, Reference
from safeloom.kernel import printed
from safeloom.kernel.direction import Arrow
from safeloom.kernel.periods import Frequency, Period, period_containing
from safeloom.kernel.rag import Polarity
from safeloom.reports.document.tree import (
    Column,
    FigureRow,
    Paragraph,
    Part,
    Runs,
    Source,
    Table,
    runs,
)
from safeloom.reports.material import NOT_SHOWN, BlockContext, Material, Number, Shown

_ARROWS = {Arrow.UP: "Up", Arrow.DOWN: "Down", Arrow.LEVEL: "Same"}


def comparison(context: BlockContext) -> Material:
    """Each measure that is returned for areas: the first and the last quarter inside the block's days
    (the first and last year of a yearly measure), area by area, and all together where it is added
    up. 12 queries."""
    lines: list[_Line] = []
    tables: list[tuple[Compared, list[_Line]]] = []
    for frequency in (Frequency.QUARTER, Frequency.YEAR):
        opening, closing = _ends(context, frequency)
        for found in area_comparison(context.partnership, None, opening, closing, day=context.day):
            if found.measure.kernel_frequency is not frequency:
                continue
            moved = [*found.areas, *([found.total] if found.total and found.areas else [])]
            rows = [_Line(found, one) for one in moved]
            lines += rows
            if rows:
                tables.append((found, rows))

    def draw(shown: Shown) -> list[Part]:
        parts: list[Part] = [_table(shown, found, rows) for found, rows in tables]
        return parts or [Paragraph(runs("No measure is returned for each area."))]

    references = [name for line in lines for name in (line.first, line.last)]
    return Material(draw, references, [number for line in lines for number in line.numbers()])


def _table(shown: Shown, found: Compared, rows: list["_Line"]) -> Table:
    columns = (
        Column("Area"),
        Column(found.opening.label(), "number"),
        Column(found.closing.label(), "number"),
        Column("Change", "number"),
        Column("Direction"),
    )
    return Table(found.measure.title, columns, tuple(row.cells(shown) for row in rows))


@dataclass(frozen=True)
class _Line:
    """One area of a comparison, or all of them together."""

    table: Compared
    moved: Moved

    @property
    def measure(self) -> Measure:
        return self.table.measure

    @property
    def first(self) -> str:
        return str(self._reference(self.table.opening))

    @property
    def last(self) -> str:
        return str(self._reference(self.table.closing))

    @property
    def difference(self) -> str:
        return f"{self.last}/since/{self.table.opening.key()}"

    @property
    def direction(self) -> str:
        return f"{self.difference}/direction"

    def _reference(self, period: Period) -> Reference:
        place = slugify(self.moved.about.name) if self.moved.about.key else TOTAL
        return Reference(self.measure.key, place, period, "value")

    def numbers(self) -> list[Number]:
        """The change and its direction, where both ends are known."""
        change = self.moved.change
        if change is None:
            return []
        shown = printed.show(change.difference, self.measure.decimals)
        found = [
            Number(
                self._row(self.difference, "change", shown, "difference", (self.last, self.first)),
                change.difference,
            )
        ]
        if change.direction is not None and self.measure.kernel_polarity is not Polarity.NEITHER:
            ends = (self.first, self.last)
            if self.measure.kernel_polarity is Polarity.LOW_IS_GOOD:
                # The rule takes higher for better.
                ends = (self.last, self.first)
            word = change.direction.value
            found.append(Number(self._row(self.direction, "direction", word, "direction", ends)))
        return found

    def _row(self, id: str, what: str, value: str, rule: str, terms: tuple[str, ...]) -> FigureRow:
        return FigureRow(
            id=id,
            section="",
            entity=self.moved.about.name or "All areas",
            measure=f"{self.measure.title}: {what}",
            period=f"{self.table.opening.label()} to {self.table.closing.label()}",
            value=value,
            unit="",
            source=Source("Worked out from the two numbers beside it"),
            rule=rule,
            terms=terms,
        )

    def cells(self, shown: Shown) -> tuple[Runs, ...]:
        """What is printed."""
        change = self.moved.change
        return (
            runs(self.moved.about.name if self.moved.about.key else "All areas"),
            (shown.figure(self.first),),
            (shown.figure(self.last),),
            (shown.figure(self.difference),) if change else runs("No comparison"),
            self._way(shown) if change else runs("No comparison"),
        )

    def _way(self, shown: Shown) -> Runs:
        try:
            return (shown.figure(self.direction),)
        except KeyError:
            hidden = shown.hides(self.difference)
            return runs(NOT_SHOWN if hidden else _ARROWS[self.moved.change.arrow])


def _ends(context: BlockContext, frequency: Frequency) -> tuple[Period, Period]:
    """The first and the last period of that length inside the days; where there is one only, it and
    the one before."""
    opening = period_containing(context.start, frequency)
    closing = period_containing(context.end, frequency)
    if closing.end > context.end:
        closing = closing.previous()
    return (opening, closing) if opening < closing else (closing.previous(), closing)
