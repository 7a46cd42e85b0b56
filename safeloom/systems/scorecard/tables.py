"""Chosen measures as tables of a report: one below the other, or by area and agency."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify

from safeloom.domain.indicators.definitions import Breakdown, Frequency, Totals
from safeloom.domain.indicators.models import Measure
from safeloom.domain.indicators.queries.book import Book
from safeloom.domain.indicators.queries.scope import Scope, names_of, read_book
from safeloom.domain.indicators.references import TOTAL, Reference
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel import printed, units
from safeloom.kernel.periods import Frequency as Length
from safeloom.kernel.periods import Period, periods_between
from safeloom.kernel.rounding import divide_half_up
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
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.systems.scorecard.report import named

_MOST_PERIODS = 5
_LONG_AGO = 10  # years before the block's days in which a single return is still looked for
_SHARED = (units.Unit.COUNT, units.Unit.POUNDS)


def measures_by_place(partnership: Partnership) -> list[tuple[UUID, str]]:
    """The measures that are returned about areas or agencies, by theme and title."""
    rows = Measure.objects.filter(partnership=partnership).exclude(breakdown=Breakdown.WHOLE)
    return _offered(rows)


def all_measures(partnership: Partnership) -> list[tuple[UUID, str]]:
    """All measures, by theme and title."""
    return _offered(Measure.objects.filter(partnership=partnership))


def measures_table(context: BlockContext) -> Material:
    """A row for each chosen measure (all, where none is chosen): its own periods across where all
    share a short one, with target and direction; else one number over the block's days, or the last
    one returned until then. 7 queries."""
    book, measures = _read(context)
    names = names_of(book.keys)
    across = _across(measures, context)
    rows = [
        (measure, names.get(key, ""), across or [_when(book, measure, context)])
        for measure in measures
        for key in book.lines_of(measure, Period(context.start, context.end))
    ]

    def draw(shown: Shown) -> list[Part]:
        if not rows:
            return [Paragraph(runs("No measure is chosen."))]
        if across:
            return [_through_time(shown, rows, across)]
        return [_single(shown, rows, Period(context.start, context.end))]

    wanted = [(what, -1) for what in ("target", "direction")] if across else []
    return Material(
        draw,
        [
            _id(measure, place, periods[at], what)
            for measure, place, periods in rows
            for what, at in (*(("value", at) for at in range(len(periods))), *wanted)
        ],
    )


def places_table(context: BlockContext) -> Material:
    """A row for each area or agency and a column for each chosen measure; of a single one that is
    added up, each one's share too. 7 queries."""
    book, measures = _read(context, breakdown=True)
    names = names_of(book.keys)
    at = {measure.pk: _when(book, measure, context) for measure in measures}
    abouts = {measure.pk: book.about_at(measure, at[measure.pk]) for measure in measures}
    keys = sorted({key for found in abouts.values() for key in found}, key=names.__getitem__)
    shares: dict[UUID, Number] = {}
    if len(measures) == 1:
        (only,) = measures
        address = reverse("indicators:measure", args=[context.partnership.key, only.key])
        shares = _shares(book, only, at[only.pk], {key: names[key] for key in keys}, address)

    def draw(shown: Shown) -> list[Part]:
        if not measures or not keys:
            return [Paragraph(runs("Nothing is returned for each area or agency."))]

        def cell(measure: Measure, place: str, key: UUID | None) -> Runs:
            if key is not None and key not in abouts[measure.pk]:
                return runs("Not expected")
            return (shown.figure(_id(measure, place, at[measure.pk], "value")),)

        rows = [
            (
                runs(names[key]),
                *(cell(measure, names[key], key) for measure in measures),
                *(
                    [(shown.figure(shares[key].id),) if key in shares else runs("")]
                    if shares
                    else ()
                ),
            )
            for key in keys
        ]
        if all(measure.totals == Totals.SUM for measure in measures):
            total = (cell(measure, "", None) for measure in measures)
            rows.append((runs("Together"), *total, *([runs("100%")] if shares else ())))
        heading = "Area" if measures[0].breakdown == Breakdown.AREA else "Agency"
        columns = [Column(heading), *(Column(named(measure), "number") for measure in measures)]
        columns += [Column("Share", "number")] if shares else []
        days = {period.label() for period in at.values()}
        caption = measures[0].title if len(measures) == 1 else measures[0].theme or "Measures"
        caption += f", {days.pop()}" if len(days) == 1 else ""
        return [Table(caption, tuple(columns), tuple(rows), dense=len(rows) > 12)]

    references = [
        _id(measure, names[key] if key else "", at[measure.pk], "value")
        for measure in measures
        for key in (*abouts[measure.pk], None)
    ]
    return Material(draw, references, list(shares.values()))


def _through_time(shown: Shown, rows: list, periods: list[Period]) -> Table:
    columns = (
        Column("Measure"),
        *(Column(period.short_label(), "number") for period in periods),
        Column("Target", "number"),
        Column("Direction"),
    )
    cells = tuple(
        (
            runs(_row_name(measure, place)),
            *((shown.figure(_id(measure, place, period, "value")),) for period in periods),
            runs(shown.words(_id(measure, place, periods[-1], "target"))),
            (shown.figure(_id(measure, place, periods[-1], "direction")),),
        )
        for measure, place, _ in rows
    )
    days = Period(periods[0].start, periods[-1].end).label()
    return Table(f"{_theme(rows)}, {days}; direction against the period before", columns, cells)


def _single(shown: Shown, rows: list, usual: Period) -> Table:
    other = any(periods != [usual] for _, _, periods in rows)
    columns = (
        Column("Measure"),
        *([Column("When")] if other else []),
        Column("Number", "number"),
    )
    cells = tuple(
        (
            runs(_row_name(measure, place)),
            *([runs(period.label())] if other else []),
            (shown.figure(_id(measure, place, period, "value")),),
        )
        for measure, place, (period,) in rows
    )
    caption = _theme(rows) if other else f"{_theme(rows)}, {usual.label()}"
    return Table(caption, columns, cells)


def _theme(rows: list) -> str:
    themes = {measure.theme for measure, _, _ in rows}
    return (themes.pop() if len(themes) == 1 else "") or "Measures"


def _row_name(measure: Measure, place: str) -> str:
    return f"{named(measure)}: {place}" if place else named(measure)


def _across(measures: list[Measure], context: BlockContext) -> list[Period]:
    """The periods of all these measures inside the days, where they share one that is short."""
    lengths = {measure.kernel_frequency for measure in measures}
    if len(lengths) != 1 or lengths & {None, Length.YEAR}:
        return []
    (length,) = lengths
    found = [
        one
        for one in periods_between(context.start, context.end, length)
        if one.start >= context.start and one.end <= context.end
    ]
    return found if 1 < len(found) <= _MOST_PERIODS else []


def _when(book: Book, measure: Measure, context: BlockContext) -> Period:
    """The block's days; for a measure of free periods the last one returned until then."""
    usual = Period(context.start, context.end)
    if measure.frequency != Frequency.ANY:
        return usual
    returned = {
        Period(row.start, row.end) for row in book.by_id.values() if row.measure == measure.pk
    }
    until = [period for period in returned if period.end <= context.end]
    if usual in until or not until:
        return usual
    return max(until, key=lambda period: (period.end, -period.start.toordinal()))


def _shares(
    book: Book, measure: Measure, period: Period, names: dict[UUID, str], address: str
) -> dict[UUID, Number]:
    """What part each one is of all together, in per cent to one decimal; none unless all are known."""
    whole = book.cell(measure, period, None).value
    values = {key: book.cell(measure, period, key).value for key in names}
    summed = measure.totals == Totals.SUM and measure.kernel_unit in _SHARED
    if not summed or not whole or any(value is None or value < 0 for value in values.values()):
        return {}
    total = _id(measure, "", period, "value")
    found = {}
    for key, name in names.items():
        id = _id(measure, name, period, "value")
        share = divide_half_up(values[key] * 100, whole, 1)
        row = FigureRow(
            id=f"{id}/share",
            section="",
            entity=name,
            measure=measure.title,
            period=period.label(),
            value=f"{printed.show(share, 1)}%",
            unit="%",
            source=Source(measure.title, address, home=address),
            rule="share",
            terms=(id, total),
        )
        found[key] = Number(row, Decimal(share))
    return found


def _read(context: BlockContext, *, breakdown: bool = False) -> tuple[Book, list[Measure]]:
    """The chosen measures in the order chosen (all in their own), with their returns."""
    rows = Measure.objects.filter(partnership=context.partnership).as_at(context.end)
    order = [record.pk for record in context.about]
    if order:
        rows = Measure.objects.filter(partnership=context.partnership, record__in=order)
    if breakdown:
        rows = rows.exclude(breakdown=Breakdown.WHOLE)
    first = date(context.start.year - _LONG_AGO, 1, 1)
    book = read_book(Scope(context.partnership), rows, first, context.end, day=context.day)
    measures = list(book.measures)
    if order:
        measures.sort(key=lambda measure: order.index(measure.record_id))
    return book, measures


def _offered(rows) -> list[tuple[UUID, str]]:
    found = rows.order_by("theme", "record__title")
    return [
        (pk, f"{theme}: {title}" if theme else title)
        for pk, theme, title in found.values_list("record_id", "theme", "record__title")
    ]


def _id(measure: Measure, place: str, period: Period, what: str) -> str:
    return str(Reference(measure.key, slugify(place) or TOTAL, period, what))
