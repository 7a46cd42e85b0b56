"""The area comparison: where each area opened, where it closed, and which way that went."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from safeloom.domain.indicators.cells import Cell
from safeloom.domain.indicators.definitions import Breakdown, Totals
from safeloom.domain.indicators.models import Measure
from safeloom.domain.indicators.queries.book import Book
from safeloom.domain.indicators.queries.breaks import SeriesBreak, breaks_in
from safeloom.domain.indicators.queries.lines import WHOLE, About, across, changed_over
from safeloom.domain.indicators.queries.scope import Scope, names_of, read_book
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.direction import Change
from safeloom.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class Moved:
    """One area, or all of them where `about.key` is None. `across` is the day of a reorganisation between
    the two: an area that came out of others then has no change."""

    about: About
    opening: Cell
    closing: Cell
    change: Change | None
    across: date | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure over its areas, in the order of their names; `total` is None where the measure is
    not added up."""

    measure: Measure
    opening: Period
    closing: Period
    areas: tuple[Moved, ...]
    total: Moved | None
    breaks: tuple[SeriesBreak, ...] = ()


def area_comparison(
    partnership: Partnership,
    measures: QuerySet[Measure] | None,
    opening: Period,
    closing: Period,
    *,
    viewer: Viewer | None = None,
    day: date | None = None,
) -> list[Compared]:
    """The measures that are returned for areas (all, or those of `measures`), opening and closing.

    An area that did not exist at one end has "Not expected" there and no change. 7 queries.
    """
    scope = Scope(partnership, viewer)
    wanted = scope.measures().filter(breakdown=Breakdown.AREA)
    if measures is not None:
        wanted = wanted.filter(pk__in=measures.values("pk"))
    first, last = min(opening, closing), max(opening, closing)
    book = read_book(scope, wanted, first.start, last.end, day=day)
    names = names_of(book.keys)
    return [_compared(book, measure, opening, closing, names) for measure in book.measures]


def _compared(book: Book, measure: Measure, opening: Period, closing: Period, names) -> Compared:
    keys = book.about_at(measure, opening) | book.about_at(measure, closing)
    abouts = sorted((About(key, names[key]) for key in keys), key=lambda about: about.name)
    moved = tuple(_moved(book, measure, about, opening, closing) for about in abouts)
    summed = measure.totals == Totals.SUM
    total = _moved(book, measure, WHOLE, opening, closing) if summed else None
    broken = breaks_in(book, [measure], opening, closing, names)
    return Compared(measure, opening, closing, moved, total, broken)


def _moved(book: Book, measure: Measure, about: About, opening: Period, closing: Period) -> Moved:
    first = book.cell(measure, opening, about.key)
    last = book.cell(measure, closing, about.key)
    change = changed_over(book, measure, (opening, closing), about.key)
    return Moved(about, first, last, change, across(book, measure, opening, closing, about.key))
