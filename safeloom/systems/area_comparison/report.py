"""The area comparison as a live block of a report: opening, closing, change and direction."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify

from safeloom.domain.indicators.definitions import Breakdown
from safeloom.domain.indicators.models import Measure
from safeloom.domain.indicators.queries import Compared, Moved, area_comparison
from safeloom.domain.indicators.references import TOTAL, Reference
from safeloom.foundation.identity.models import Partnership
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

_COLUMNS = (
    Column("Area"),
    Column("Opening", "number"),
    Column("Closing", "number"),
    Column("Change", "number"),
    Column("Direction"),
)
_ARROWS = {Arrow.UP: "Up", Arrow.DOWN: "Down", Arrow.LEVEL: "Same"}


def measures_of(partnership: Partnership) -> list[tuple[UUID, str]]:
    """The measures that are returned for areas, by theme and title."""
    rows = Measure.objects.filter(partnership=partnership, breakdown=Breakdown.AREA)
    found = rows.order_by("theme", "record__title")
    return [
        (pk, f"{theme}: {title}" if theme else title)
        for pk, theme, title in found.values_list("record_id", "theme", "record__title")
    ]


def comparison(context: BlockContext) -> Material:
    """Measures that are returned for areas (those chosen, or all): the first and the last quarter
    inside the block's days (year of a yearly measure), area by area, and all together where it is
    added up; a table for each theme. 14 queries."""
    chosen = None
    if context.about:
        chosen = Measure.objects.filter(record__in=[record.pk for record in context.about])
    tables: list[tuple[Compared, list[_Line]]] = []
    for frequency in (Frequency.QUARTER, Frequency.YEAR):
        opening, closing = _ends(context, frequency)
        for found in area_comparison(
            context.partnership, chosen, opening, closing, day=context.day
        ):
            if found.measure.kernel_frequency is not frequency:
                continue
            moved = [*found.areas, *([found.total] if found.total and found.areas else [])]
            if moved:
                key = context.partnership.key
                address = reverse("indicators:measure", args=[key, found.measure.key])
                tables.append((found, [_Line(found, one, address) for one in moved]))
    tables.sort(key=lambda table: table[0].measure.order)

    said = [
        f"{one.words} No change of its own is worked out across that day."
        for found, _ in tables
        for one in found.breaks
    ]

    def draw(shown: Shown) -> list[Part]:
        themes = dict.fromkeys(found.measure.theme for found, _ in tables)
        parts: list[Part] = [
            _table(shown, theme, [one for one in tables if one[0].measure.theme == theme])
            for theme in themes
        ]
        parts += [Paragraph(runs(words)) for words in dict.fromkeys(said)]
        return parts or [Paragraph(runs("No measure is returned for each area."))]

    lines = [line for _, rows in tables for line in rows]
    references = [name for line in lines for name in (line.first, line.last)]
    return Material(draw, references, [number for line in lines for number in line.numbers()])


def _table(shown: Shown, theme: str, tables: list[tuple[Compared, list["_Line"]]]) -> Table:
    """The measures of a theme, each named above its areas; with its days where they are not those of
    the caption."""
    opening, closing = tables[0][0].opening, tables[0][0].closing
    rows: list[tuple[Runs, ...]] = []
    heads = set()
    for found, lines in tables:
        heads.add(len(rows))
        days = f", {found.opening.label()} and {found.closing.label()}"
        own = "" if (found.opening, found.closing) == (opening, closing) else days
        rows.append((runs(f"{found.measure.title}{own}"), *([runs()] * (len(_COLUMNS) - 1))))
        rows += [line.cells(shown) for line in lines]
    caption = f"{theme or 'Measures'}: {opening.label()} and {closing.label()}"
    return Table(caption, _COLUMNS, tuple(rows), dense=True, heads=frozenset(heads))


@dataclass(frozen=True)
class _Line:
    """One area of a comparison, or all of them together; `address` is that of the measure."""

    table: Compared
    moved: Moved
    address: str

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
                self._row(self.difference, shown, "difference", (self.last, self.first)),
                change.difference,
            )
        ]
        if change.direction is not None and self.measure.kernel_polarity is not Polarity.NEITHER:
            ends = (self.first, self.last)
            if self.measure.kernel_polarity is Polarity.LOW_IS_GOOD:
                # The rule takes higher for better.
                ends = (self.last, self.first)
            word = change.direction.value
            found.append(Number(self._row(self.direction, word, "direction", ends)))
        return found

    def _row(self, id: str, value: str, rule: str, terms: tuple[str, ...]) -> FigureRow:
        return FigureRow(
            id=id,
            section="",
            entity=self.moved.about.name or "All areas",
            measure=self.measure.title,
            period=f"{self.table.opening.label()} to {self.table.closing.label()}",
            value=value,
            unit="",
            source=Source(self.measure.title, self.address, home=self.address),
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
