"""The schools' return as live blocks of a report."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.utils.text import slugify

from safeloom.domain.questionnaires.models import Campaign
from safeloom.domain.questionnaires.queries.sent import chosen_or_due, sent_choices
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.printed import show
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
from safeloom.systems.school_return.addresses import at
from safeloom.systems.school_return.content import USE
from safeloom.systems.school_return.drawing import chart_of
from safeloom.systems.school_return.queries.in_place import in_place_of
from safeloom.systems.school_return.queries.rates import Rate, Share, rates_of

_NONE = "–"


def choices(partnership: Partnership) -> list[tuple[UUID, str]]:
    """The rounds that were sent, the latest first."""
    return sent_choices(partnership, USE)


def return_rate(context: BlockContext) -> Material:
    """How many of the schools that were asked returned it, by phase and by kind of school, beside the
    round before. The round that was chosen, else the last one due within the report's period."""
    campaign = _campaign(context)
    if campaign is None:
        return _nothing()
    rates = rates_of(campaign)
    lines = _Lines(context, campaign, "round")
    parts = [
        ("by phase", "Phase", [*rates.phases, rates.whole]),
        ("by kind of school", "Kind", [*rates.types, rates.whole]),
    ]
    tables = [
        (words, head, [_rate(lines, slugify(head), row) for row in rows])
        for words, head, rows in parts
    ]

    def draw(shown: Shown) -> list[Part]:
        found: list[Part] = []
        chart = chart_of(campaign, rates)
        if chart is not None:
            drawn = [number for _, numbers in tables[0][2][:-1] for number in numbers[2:] if number]
            found.append(ChartPart(chart, tuple(shown.row(number.id) for number in drawn)))
        for words, head, rows in tables:
            heads = [Column(head), *(Column(each, "number") for each in ("Asked", "Returned"))]
            heads.append(Column("Rate", "number"))
            if campaign.previous is not None:
                heads.append(Column(campaign.previous.record.title, "number"))
            body = tuple(
                (runs(title), *(_cell(shown, number) for number in numbers[: len(heads) - 1]))
                for title, numbers in rows
            )
            caption = f"Schools that returned {campaign.record.title}, {words}"
            found.append(Table(caption, tuple(heads), body, dense=True))
        return found

    return Material(draw, numbers=lines.numbers)


def in_place(context: BlockContext) -> Material:
    """Of the schools that returned it and to which a question applies, how many have the thing in place,
    in per cent, beside the round before."""
    campaign = _campaign(context)
    if campaign is None:
        return _nothing()
    table = in_place_of(campaign)
    lines = _Lines(context, campaign, "in-place")
    rows = [
        (
            row.words,
            lines.shares(f"in-place/{row.key}", row.words, row.whole),
            lines.shares(f"in-place/{row.key}/before", row.words, row.before, before=True),
        )
        for row in table.rows
    ]

    def draw(shown: Shown) -> list[Part]:
        heads = [Column("Question"), Column("Answered", "number"), Column("In place", "number")]
        if campaign.previous is not None:
            heads.append(Column(campaign.previous.record.title, "number"))
        body = tuple(
            (
                runs(words),
                *(_cell(shown, number) for number in (now[1], now[2], before[2])[: len(heads) - 1]),
            )
            for words, now, before in rows
        )
        caption = f"What schools have in place, {campaign.record.title}"
        return [Table(caption, tuple(heads), body, dense=True)]

    return Material(draw, numbers=lines.numbers)


def _nothing() -> Material:
    return Material(lambda shown: [Paragraph(runs("No return of schools fell due."))])


def _campaign(context: BlockContext) -> Campaign | None:
    chosen = [record.pk for record in context.about]
    return chosen_or_due(context.partnership, USE, chosen, context.start, context.end).first()


def _cell(shown: Shown, number: Number | None):
    return (shown.figure(number.id),) if number is not None else runs(_NONE)


Triple = tuple[Number | None, Number | None, Number | None]


def _rate(lines: "_Lines", by: str, row: Rate) -> tuple[str, Sequence[Number | None]]:
    key = f"{by}/{row.key or slugify(row.title)}"
    many, of, part = lines.shares(key, row.title, row.now)
    last = lines.shares(f"{key}/before", row.title, row.before, before=True)[2]
    return row.title, (of, many, part, last)


class _Lines:
    """The numbers of a block: how many, of how many, and the share that follows."""

    def __init__(self, context: BlockContext, campaign: Campaign, page: str) -> None:
        self._campaign, self._here, self._page = campaign, context.partnership, page
        self.numbers: list[Number] = []
        self._there: dict[str, Number] = {}

    def shares(self, key: str, entity: str, share: Share, *, before: bool = False) -> Triple:
        """The three numbers of a share: none of them for what was not asked."""
        campaign = self._campaign.previous if before else self._campaign
        if campaign is None or share.percent is None:
            return None, None, None
        many = self._number(campaign, f"{key}/many", entity, share.many, "number")
        of = self._number(campaign, f"{key}/of", entity, share.of, "number")
        part = self._number(
            campaign, f"{key}/share", entity, share.percent, "%", "share", (many.id, of.id)
        )
        return many, of, part

    def _number(
        self,
        campaign: Campaign,
        key: str,
        entity: str,
        value: int | Decimal,
        unit: str,
        rule: str = "",
        terms: tuple[str, ...] = (),
    ) -> Number:
        reference = self._campaign.record.reference
        found = f"school-return/{reference.lower()}/{key}"
        if found in self._there:
            return self._there[found]
        exact = Decimal(value)
        what = {"many": "Schools that did", "of": "Schools asked", "share": "Share of schools"}
        row = FigureRow(
            id=found,
            section="",
            entity=entity,
            measure=what[key.rpartition("/")[2]],
            period=campaign.record.title,
            value=f"{show(exact, 0)}{'%' if unit == '%' else ''}",
            unit=unit,
            source=Source(
                campaign.record.title,
                at(self._page, self._here, campaign.record.reference),
            ),
            rule=rule,
            terms=terms,
        )
        self._there[found] = Number(row, exact)
        self.numbers.append(self._there[found])
        return self._there[found]
