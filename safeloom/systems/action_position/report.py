"""The position of actions as a live block of a report."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.text import slugify

from safeloom.domain.actions import addresses
from safeloom.domain.actions.as_it_stood import counted
from safeloom.domain.actions.definitions import State
from safeloom.domain.actions.progress import (
    Span,
    Timeliness,
    month_ends,
    open_on,
    sentence,
    spans_of,
)
from safeloom.domain.actions.queries.progress import done_in_time
from safeloom.domain.actions.queries.states import watch_of
from safeloom.domain.actions.queries.stories import ordinary, stories
from safeloom.kernel.periods import Period
from safeloom.kernel.printed import show
from safeloom.kernel.rounding import divide_half_up
from safeloom.reports.document.tree import (
    ChartPart,
    Column,
    FigureRow,
    Paragraph,
    Part,
    Source,
    Table,
    runs,
)
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.web.charts import Series, lines
from safeloom.web.words import date_words

_POSITION = (Column("Actions"), Column("Number", "number"))
_AGENCIES = (
    Column("Agency"),
    Column("Due", "number"),
    Column("Done in time", "number"),
    Column("In time, in percent", "number"),
)
_NOTHING = "No action had been agreed on by then."


def actions(context: BlockContext) -> Material:
    """Actions at the ends of the period, over its months, and in time by agency."""
    here, eve = context.partnership, context.start - timedelta(days=1)
    rows = ordinary(here)
    told = list(stories(rows).values())
    if not any(story.opened <= context.end for story in told):
        return Material(lambda shown: [Paragraph(runs(_NOTHING))])
    spans: list[tuple[Span, int]] = [
        (span, 1)
        for story in told
        for span in spans_of(
            story.opened, [(one.day, one.verdict) for one in story.told if one.verdict]
        )
    ]
    watch = watch_of(here, context.end)
    late = [counted(told, day, watch)[State.OVERDUE] for day in (eve, context.end)]
    position = _position(context, eve, spans, late)
    timely = done_in_time(rows, context.end, context.start, context.end)
    by_agency = _by_agency(context, timely)
    days = month_ends(eve, context.end)
    months = [open_on(spans, day) for day in days]

    def draw(shown: Shown) -> list[Part]:
        table = [(runs(number.row.measure), (shown.figure(number.id),)) for number in position]
        span = f"{date_words(context.start)} to {date_words(context.end)}"
        parts: list[Part] = [
            Paragraph(runs(sentence(days, months))),
            Table(f"Actions, {span}", _POSITION, tuple(table), dense=True),
        ]
        if len(days) > 1:
            parts.append(ChartPart(_chart(days, months)))
        if by_agency:
            lines_of = tuple(
                (runs(one.name), *((shown.figure(number.id),) for number in numbers))
                for one, numbers in zip(timely, by_agency, strict=True)
            )
            caption = f"Actions due and done in time by agency, {span}"
            parts.append(Table(caption, _AGENCIES, lines_of, dense=True))
        return parts

    return Material(draw, numbers=[*position, *(one for each in by_agency for one in each)])


def _chart(days: list[date], numbers: list[int]):
    return lines(
        "Open actions at each month’s end",
        [date_words(day) for day in days],
        [Series("Open", [Decimal(number) for number in numbers])],
        heading="On",
        short_labels=[f"{day:%b %y}" for day in days],
    )


def _position(
    context: BlockContext, eve: date, spans: list[tuple[Span, int]], late: list[int]
) -> list[Number]:
    """Open on the eve, begun and closed in the period, open at the end; what follows from what."""
    begun = sum(many for (start, _), many in spans if context.start <= start <= context.end)
    ended = sum(
        many
        for (start, end), many in spans
        if end is not None and context.start <= end <= context.end and start <= context.end
    )
    eve_words, end_words = date_words(eve), date_words(context.end)
    root = f"actions/{Period(context.start, context.end).key()}"
    all_of = f"{root}/carried"
    made = [
        _number(context, f"{root}/before", f"Open at the end of {eve_words}", open_on(spans, eve)),
        _number(context, f"{root}/begun", "Agreed on, or reopened, in the period", begun),
        _number(
            context,
            all_of,
            "Open at any time in the period",
            open_on(spans, eve) + begun,
            "sum",
            (f"{root}/before", f"{root}/begun"),
        ),
        _number(context, f"{root}/ended", "Closed in the period", ended),
        _number(
            context,
            f"{root}/after",
            f"Open at the end of {end_words}",
            open_on(spans, context.end),
            "difference",
            (all_of, f"{root}/ended"),
        ),
    ]
    for name, words, many in (
        ("late-before", eve_words, late[0]),
        ("late-after", end_words, late[1]),
    ):
        made.append(_number(context, f"{root}/{name}", f"Overdue at the end of {words}", many))
    return made


def _by_agency(context: BlockContext, timely: list[Timeliness]) -> list[list[Number]]:
    root = f"actions/{Period(context.start, context.end).key()}/agency"
    found: list[list[Number]] = []
    alone = [one for one in timely if one.name != "All"]
    for number, one in enumerate(timely, start=1):
        whole = one.name == "All" and len(alone) > 1
        place = f"{root}/{'all' if whole else f'{slugify(one.name)}-{number}'}"
        due = tuple(each[0].id for each in found) if whole else ()
        done = tuple(each[1].id for each in found) if whole else ()
        pair = [
            _number(
                context, f"{place}/due", "Actions due", one.due, "sum" if due else "", due, one.name
            ),
            _number(
                context,
                f"{place}/in-time",
                "Actions done in time",
                one.in_time,
                "sum" if done else "",
                done,
                one.name,
            ),
        ]
        rule = ("pooled_share", (*done, *due)) if whole else ("share", (pair[1].id, pair[0].id))
        value = divide_half_up(Decimal(100 * one.in_time), Decimal(one.due), 0)
        found.append([*pair, _share(context, f"{place}/share", value, *rule, one.name)])
    return found


def _number(
    context: BlockContext,
    id: str,
    words: str,
    count: int,
    rule: str = "",
    terms: tuple[str, ...] = (),
    entity: str = "",
) -> Number:
    row = _row(context, id, words, str(count), "number", rule, terms, entity)
    return Number(row, Decimal(count))


def _share(
    context: BlockContext, id: str, value: Decimal, rule: str, terms: tuple[str, ...], entity: str
) -> Number:
    words = "Part of the actions that were done in time"
    return Number(_row(context, id, words, f"{show(value, 0)}%", "%", rule, terms, entity), value)


def _row(
    context: BlockContext,
    id: str,
    words: str,
    value: str,
    unit: str,
    rule: str,
    terms: tuple[str, ...],
    entity: str,
) -> FigureRow:
    return FigureRow(
        id=id,
        section="",
        entity=entity or context.partnership.name,
        measure=words,
        period=f"{date_words(context.start)} to {date_words(context.end)}",
        value=value,
        unit=unit,
        source=Source("The tracker of actions", addresses.page("progress", context.partnership)),
        rule=rule,
        terms=terms,
    )
