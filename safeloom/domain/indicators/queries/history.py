"""One measure through time, and what was said before about its returns."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from safeloom.domain.indicators.cells import Cell
from safeloom.domain.indicators.models import Measure, Restatement, Return
from safeloom.domain.indicators.queries.book import Book
from safeloom.domain.indicators.queries.breaks import SeriesBreak, breaks_of
from safeloom.domain.indicators.queries.lines import (
    WHOLE,
    About,
    Reading,
    narrative_of,
    reading,
)
from safeloom.domain.indicators.queries.scope import Scope, names_of, read_book
from safeloom.foundation.access.rule import Viewer
from safeloom.kernel.periods import Period, periods_between


@dataclass(frozen=True, slots=True)
class Past:
    """One period: the reading of the total (or the whole), what it was for each area or agency in
    the order of `History.abouts`, what was said, and how often its returns were restated."""

    period: Period
    reading: Reading
    cells: tuple[Cell, ...]
    narrative: str
    restated: int


@dataclass(frozen=True, slots=True)
class History:
    """A measure's periods from the first return to the last, gaps included. `suppliers` pairs who
    supplies it today with the area where there is one. `breaks` are reorganisations in between."""

    measure: Measure
    abouts: tuple[About, ...]
    periods: tuple[Past, ...]
    suppliers: tuple[tuple[str, str], ...]
    breaks: tuple[SeriesBreak, ...] = ()


def measure_history(
    measure: Measure, *, viewer: Viewer | None = None, day: date | None = None
) -> History:
    """Everything returned for a measure, as far as the viewer may see it: 8 queries."""
    scope = Scope(measure.partnership, viewer)
    alone = Measure.objects.filter(pk=measure.pk)
    book = read_book(scope, alone, date.min, date.max, day=day)
    own = book.measures[0]
    names = names_of(book.keys)
    abouts = [About(key, names.get(key, "")) for key in book.abouts[own.pk] if key]
    periods = _periods(book, own)
    now = book.about_at(own, periods[-1]) if periods else set()
    # What came to an end stands after what goes on.
    abouts.sort(key=lambda about: (about.key not in now, about.name))
    # The measure is named inside as well: a nation's returns are not gone through for one measure's.
    mine = scope.returns().filter(measure=own)
    ends = Restatement.objects.filter(of__in=mine)
    restated = Counter(ends.order_by().values_list("of__end", flat=True))
    past = [_past(book, own, period, abouts, names, restated[period.end]) for period in periods]
    suppliers = sorted(
        (names.get(supply.agency_id, ""), names.get(supply.area_id, ""))
        for supply in book.supplies[own.pk]
        if supply.holds(book.day)
    )
    broken = breaks_of(book, own, [each.period for each in past], names)
    return History(own, tuple(abouts), tuple(past), tuple(suppliers), broken)


def restatements(found: Return) -> list[Restatement]:
    """What a return said before, the latest first."""
    return list(found.restatements.select_related("by__principal").order_by("-revision"))


def _past(book: Book, own: Measure, period: Period, abouts, names, restated: int) -> Past:
    found = reading(book, own, period, WHOLE)
    return Past(
        period=period,
        reading=found,
        cells=tuple(book.cell(own, period, about.key) for about in abouts),
        narrative=narrative_of(book, found.now, names),
        restated=restated,
    )


def _periods(book: Book, measure: Measure) -> list[Period]:
    found = sorted({Period(row.start, row.end) for row in book.by_id.values()})
    if not found or measure.kernel_frequency is None:
        return found
    return periods_between(found[0].start, found[-1].end, measure.kernel_frequency)
