"""Attendance by agency as a live block of a report."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.utils.text import slugify

from safeloom.domain.meetings import addresses
from safeloom.domain.meetings.queries.report import BY_AGENCY, Asked, Attended, attended
from safeloom.domain.meetings.queries.report import groups_of as groups_that_met
from safeloom.domain.meetings.tally import Counted, Tally
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.periods import Period
from safeloom.kernel.printed import show
from safeloom.reports.document.tree import Column, FigureRow, Paragraph, Part, Source, Table, runs
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.web.words import date_words

_COLUMNS = (
    Column("Agency"),
    Column("Invited", "number"),
    Column("Attended", "number"),
    Column("Attended, in percent", "number"),
)
_ALL = "All together"


def choices(partnership: Partnership) -> list[tuple[UUID, str]]:
    """The groups that met."""
    return [(group.record_id, group.name) for group in groups_that_met(partnership)]


def attendance(context: BlockContext) -> Material:
    """By agency how many invitations there were and how many were taken up, by the holder of the seat or
    a deputy, with the percentage of each and of all together."""
    chosen = {record.pk for record in context.about}
    groups = [
        group.pk for group in groups_that_met(context.partnership) if group.record_id in chosen
    ]
    asked = Asked(
        start=context.start, end=context.end, groups=groups if chosen else None, by=BY_AGENCY
    )
    found = attended(context.partnership, asked)
    place = "-".join(sorted(record.reference.lower() for record in context.about)) or "all"
    lines = [
        _of_line(context, f"{place}/{slugify(line.called)}-{number}", line)
        for number, line in enumerate(found.lines, start=1)
    ]
    overall = _overall(context, place, found, lines)
    numbers = [number for line in lines for number in line] + overall

    def draw(shown: Shown) -> list[Part]:
        if not lines:
            return [Paragraph(runs("No attendance is recorded for the period."))]
        rows = [
            (runs(line.called), *((shown.figure(number.id),) for number in numbers_of))
            for line, numbers_of in zip(found.lines, lines, strict=True)
        ]
        rows.append((runs(_ALL), *((shown.figure(number.id),) for number in overall)))
        span = f"{date_words(context.start)} to {date_words(context.end)}"
        parts: list[Part] = []
        if found.target is not None and len(overall) == 3:
            share = shown.figure(overall[2].id)
            said = f" of the invitations were taken up; the target was {found.target}%."
            parts.append(Paragraph(runs(share, said)))
        return [*parts, Table(f"Attendance by agency, {span}", _COLUMNS, tuple(rows), dense=True)]

    return Material(draw, numbers=numbers)


def _of_line(context: BlockContext, place: str, line: Counted) -> list[Number]:
    return _numbers(context, place, line.called, line.tally, (), ())


def _overall(
    context: BlockContext, place: str, found: Attended, lines: Sequence[Sequence[Number]]
) -> list[Number]:
    invited = tuple(line[0].id for line in lines)
    filled = tuple(line[1].id for line in lines)
    if not lines:
        return []
    return _numbers(context, f"{place}/overall", _ALL, found.overall, invited, filled)


def _numbers(
    context: BlockContext,
    place: str,
    called: str,
    tally: Tally,
    invited: tuple[str, ...],
    filled: tuple[str, ...],
) -> list[Number]:
    """Invited, attended and percentage; of all together each with its rule over those of the lines."""
    root = f"attendance/{place}/{Period(context.start, context.end).key()}"
    source = Source(
        "Attendance at meetings", addresses.act("attendance-report", context.partnership)
    )

    def number(name: str, words: str, value: Decimal, unit: str, rule: str, terms) -> Number:
        row = FigureRow(
            id=f"{root}/{name}",
            section="",
            entity=called,
            measure=words,
            period=f"{date_words(context.start)} to {date_words(context.end)}",
            value=f"{show(value, 0)}{'%' if unit == '%' else ''}",
            unit=unit,
            source=source,
            rule=rule,
            terms=tuple(terms),
        )
        return Number(row, value)

    counts = [
        number("invited", "Invitations to meetings", Decimal(tally.invited), "number",
               "sum" if invited else "", invited),
        number("attended", "Meetings attended", Decimal(tally.filled(with_deputies=True)), "number",
               "sum" if filled else "", filled),
    ]  # fmt: skip
    percent = tally.percent(with_deputies=True)
    if percent is None:
        return counts
    rule = ("pooled_share", (*filled, *invited)) if filled else (
        "share", (counts[1].id, counts[0].id)
    )  # fmt: skip
    return [*counts, number("rate", "Attendance rate", percent, "%", *rule)]
