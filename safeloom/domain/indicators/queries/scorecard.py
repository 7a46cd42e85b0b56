"""The scorecard: quarters across, against target, last period and last year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from safeloom.domain.indicators.cells import Cell
from safeloom.domain.indicators.models import Measure
from safeloom.domain.indicators.queries.book import Book
from safeloom.domain.indicators.queries.breaks import SeriesBreak, breaks_in, breaks_of
from safeloom.domain.indicators.queries.lines import (
    WHOLE,
    About,
    Reading,
    narrative_of,
    reading,
)
from safeloom.domain.indicators.queries.scope import Scope, names_of, read_book
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.periods import Period
from safeloom.kernel.rag import Rag

QUARTERS = 8
_THREE_YEARS = timedelta(days=1100)


@dataclass(frozen=True, slots=True)
class Line:
    """One measure (or one area or agency of a measure that is not added up). `cells` stand under the
    scorecard's periods; `narrative` is what was said about the latest number."""

    reading: Reading
    cells: tuple[Cell, ...]
    narrative: str
    breaks: tuple[SeriesBreak, ...] = ()

    @property
    def spark(self) -> tuple[Decimal | None, ...]:
        """The numbers of the cells, None where there is none."""
        return tuple(each.value for each in self.cells)

    @property
    def narrative_missing(self) -> bool:
        """Whether the latest number is off track and nothing was said about it."""
        return self.reading.rag is Rag.RED and not self.narrative


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Lines in the measures' order, those of a theme together. `periods` run from the oldest to the one
    asked for. `partial` says that the viewer sees some returns only, so that totals are of those.
    `breaks` are the reorganisations in that time."""

    periods: tuple[Period, ...]
    lines: tuple[Line, ...]
    partial: bool
    breaks: tuple[SeriesBreak, ...] = ()


def scorecard(
    partnership: Partnership,
    period: Period,
    *,
    viewer: Viewer | None = None,
    theme: str = "",
    area: UUID | None = None,
    agency: UUID | None = None,
    quarters: int = QUARTERS,
    day: date | None = None,
) -> Scorecard:
    """The measures that were in use at the end of `period`, and `quarters` periods up to it.

    `area` or `agency` shows that one's own numbers. `viewer` limits it to what may be seen (None:
    all, for reports); `day` is the day from which is told what is due (today). 7 queries.
    """
    periods = [period]
    for _ in range(quarters - 1):
        periods.insert(0, periods[0].previous())
    scope = Scope(partnership, viewer)
    measures = scope.measures().as_at(period.end)
    if theme:
        measures = measures.filter(theme=theme)
    about = area or agency
    first = min(periods[0].start, period.same_last_year().start)
    long = period.end - _THREE_YEARS
    book = read_book(scope, measures, first, period.end, first_long=long, about=about, day=day)
    names = names_of(book.keys | {about})
    lines = []
    for measure in _by_theme(book.measures):
        shown = book.lines_of(measure, period)
        if about:
            shown = [about] if book.concerns(measure) else []
        for key in shown:
            what = About(key, names.get(key, "")) if key else WHOLE
            lines.append(_line(book, measure, periods, what, names))
    broken = breaks_in(book, book.measures, periods[0], period, names, about)
    return Scorecard(tuple(periods), tuple(lines), scope.partial, broken)


def _by_theme(measures: Sequence[Measure]) -> list[Measure]:
    """In their order, but each theme whole where its first measure stands."""
    first: dict[str, int] = {}
    for place, measure in enumerate(measures):
        first.setdefault(measure.theme, place)
    return sorted(measures, key=lambda measure: first[measure.theme])


def themes(partnership: Partnership, *, viewer: Viewer | None = None) -> list[str]:
    """The themes of the measures a viewer may see, in the measures' order."""
    found = Scope(partnership, viewer).measures().order_by("order", "key")
    return list(dict.fromkeys(theme for theme in found.values_list("theme", flat=True) if theme))


def _line(book: Book, measure, periods: list[Period], about: About, names) -> Line:
    latest = reading(book, measure, periods[-1], about)
    cells = tuple(book.cell(measure, period, about.key) for period in periods)
    broken = breaks_of(book, measure, periods, names, about.key)
    return Line(latest, cells, narrative_of(book, latest.now, names), broken)
