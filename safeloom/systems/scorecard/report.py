"""The scorecard and one measure's chart as live blocks of a report."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.utils.text import slugify

from safeloom.domain.indicators.definitions import Breakdown, Frequency
from safeloom.domain.indicators.models import Measure
from safeloom.domain.indicators.queries.book import Book
from safeloom.domain.indicators.queries.breaks import SeriesBreak, breaks_in, breaks_of
from safeloom.domain.indicators.queries.scope import Scope, names_of, read_book
from safeloom.domain.indicators.references import TOTAL, Reference
from safeloom.kernel import units
from safeloom.kernel.periods import Frequency as Length
from safeloom.kernel.periods import Period, periods_between
from safeloom.kernel.rag import Rag as Rating
from safeloom.reports.document.tree import (
    ChartPart,
    Column,
    Paragraph,
    Part,
    Rag,
    Run,
    Runs,
    Table,
    Text,
    runs,
)
from safeloom.reports.material import BlockContext, Material, Shown
from safeloom.web.charts import Break, Series, lines

_PRINTED = ("value", "year-direction", "target", "rag")
_COLUMNS = (
    Column("Measure"),
    Column("A year before", "number"),
    Column("Now", "number"),
    Column("Target", "number"),
    Column("Direction"),
    Column("Status"),
)
_WORDS = {rating.word: rating.value for rating in Rating}
_MOST_LINES, _MOST_POINTS = 6, 24
_TOGETHER = {
    Breakdown.WHOLE: "The figure",
    Breakdown.AREA: "All areas",
    Breakdown.AGENCY: "All agencies",
}


def scorecard(context: BlockContext) -> Material:
    """The measures chosen, or all in use at the end of the period, against the year before and their
    target; a table for each theme. 7 queries."""
    period = Period(context.start, context.end)
    measures = Measure.objects.filter(partnership=context.partnership).as_at(period.end)
    if context.about:
        measures = measures.filter(record__in=[record.pk for record in context.about])
    book = _book(context, measures, period.same_last_year().start)
    names = names_of(book.keys)
    rows = [
        (measure, names.get(key, ""))
        for measure in book.measures
        for key in book.lines_of(measure, period)
    ]

    broken = breaks_in(book, book.measures, period.same_last_year(), period, names)

    def draw(shown: Shown) -> list[Part]:
        parts: list[Part] = []
        for theme in dict.fromkeys(measure.theme for measure, _ in rows):
            found = [row for row in rows if row[0].theme == theme]
            caption = f"{theme or 'Measures'}, {period.label()}"
            cells = tuple(_row(shown, measure, place, period) for measure, place in found)
            parts.append(Table(caption, _COLUMNS, cells, dense=True))
        parts += said_of(broken)
        return parts or [Paragraph(runs("No measure was in use at the end of the period."))]

    references = [
        str(_reference(measure, place, when, what))
        for measure, place in rows
        for when, wanted in ((period, _PRINTED), (period.same_last_year(), ("value",)))
        for what in wanted
    ]
    return Material(draw, references)


def _row(shown: Shown, measure: Measure, place: str, period: Period) -> tuple[Runs, ...]:
    def id(when: Period, what: str) -> str:
        return str(_reference(measure, place, when, what))

    name = named(measure)
    status = shown.words(id(period, "rag"))
    mark: Run = Rag(_WORDS[status], status) if status in _WORDS else Text(status)
    return (
        runs(f"{name}: {place}" if place else name),
        (shown.figure(id(period.same_last_year(), "value")),),
        (shown.figure(id(period, "value")),),
        runs(shown.words(id(period, "target"))),
        (shown.figure(id(period, "year-direction")),),
        (mark,),
    )


def measure_chart(context: BlockContext) -> Material:
    """One measure through time: the sentence, the chart and its table; together, or for each area or
    agency (six at most) where they are not added up. 8 queries."""
    wanted = Measure.objects.filter(partnership=context.partnership, record=context.about[0])
    book = _book(context, wanted, context.start.replace(year=context.start.year - 5, day=1))
    (measure,) = book.measures
    periods = _periods(book, measure, context)
    names = names_of(book.keys)
    keys = book.lines_of(measure, periods[-1])[:_MOST_LINES] or [None]
    places = sorted(names.get(key, "") for key in keys)
    ids = {
        place: [str(_reference(measure, place, period, "value")) for period in periods]
        for place in places
    }

    together = _TOGETHER[measure.breakdown]
    broken = breaks_of(book, measure, periods, names)

    def draw(shown: Shown) -> list[Part]:
        chart = lines(
            named(measure),
            [period.label() for period in periods],
            [_series(shown, place or together, ids[place]) for place in places],
            short_labels=[period.short_label() for period in periods],
            breaks=[Break(one.before, one.label) for one in broken],
            write=_write(measure),
        )
        rows = tuple(shown.row(id) for place in places for id in ids[place])
        return [ChartPart(chart, rows), *said_of(broken)]

    return Material(draw, [id for place in places for id in ids[place]])


def said_of(broken: Iterable[SeriesBreak]) -> list[Part]:
    """A paragraph for each reorganisation that the numbers above go over."""
    return [
        Paragraph(runs(f"{one.words} Numbers before and after are not like for like."))
        for one in broken
    ]


def named(measure: Measure) -> str:
    """A measure's title, with its unit where a number does not say it and the title does not."""
    unit = {units.Unit.RATE_PER_10000: "per 10,000", units.Unit.DAYS: "days"}
    words = unit.get(measure.kernel_unit, "")
    said = words in measure.title.casefold()
    return measure.title if said else f"{measure.title} ({words})"


def _write(measure: Measure) -> Callable[[Decimal], str]:
    """How a chart writes the measure's numbers, whose unit its title says."""

    def write(value: Decimal) -> str:
        shown = units.show(value, measure.kernel_unit, measure.decimals)
        return shown.removesuffix(" per 10,000")

    return write


def _series(shown: Shown, name: str, ids: list[str]) -> Series:
    notes = {at: shown.words(id) for at, id in enumerate(ids) if shown.value(id) is None}
    return Series(name, [shown.value(id) for id in ids], notes)


def _periods(book: Book, measure: Measure, context: BlockContext) -> list[Period]:
    """The measure's own periods: two years of months, quarters or halves, five of years; for free
    periods those returned."""
    returned = sorted({Period(row.start, row.end) for row in book.by_id.values()})
    if measure.frequency == Frequency.ANY:
        return returned[-_MOST_POINTS:] or [Period(context.start, context.end)]
    length = Length(measure.frequency)
    years = 4 if length is Length.YEAR else 1
    first = context.start.replace(year=context.start.year - years, day=1)
    if returned:
        first = max(first, returned[0].start)
    found = [one for one in periods_between(first, context.end, length) if one.end <= context.end]
    return found[-_MOST_POINTS:] or [Period(context.start, context.end)]


def _book(context: BlockContext, measures, first) -> Book:
    scope = Scope(context.partnership)
    return read_book(scope, measures, first, context.end, day=context.day)


def _reference(measure: Measure, place: str, period: Period, what: str) -> Reference:
    return Reference(measure.key, slugify(place) or TOTAL, period, what)
