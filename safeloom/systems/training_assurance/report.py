"""By section how many agencies' training meets the standard, as a live block of a report."""

from decimal import Decimal
from uuid import UUID

from safeloom.domain.questionnaires.models import Campaign
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.printed import show
from safeloom.reports.document.tree import Column, FigureRow, Paragraph, Part, Source, Table, runs
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.systems.training_assurance.addresses import at
from safeloom.systems.training_assurance.content import USE
from safeloom.systems.training_assurance.queries.rounds import Part as Asked
from safeloom.systems.training_assurance.queries.rounds import Share, parts_of

_NONE = "–"
COLUMNS = (("own", "Own grade, in per cent"), ("peers", "Peer’s grade, in per cent"))


def choices(partnership: Partnership) -> list[tuple[UUID, str]]:
    """The rounds that were sent, the latest first."""
    rows = Campaign.objects.filter(partnership=partnership, use=USE, sent__isnull=False)
    found = rows.select_related("record").order_by("-due")
    return [(row.record_id, row.record.title) for row in found]


def by_section(context: BlockContext) -> Material:
    """Of the agencies graded, how many meet each section in full, in per cent: by their own grade, and by
    their peers' where the review is done. The round that was chosen, else the last one due within the
    report's period."""
    campaign = _campaign(context)
    if campaign is None:
        return Material(lambda shown: [Paragraph(runs("No round of training assurance fell due."))])
    rows = parts_of(campaign)
    source = Source(
        campaign.record.title, at("round", context.partnership, campaign.record.reference)
    )
    columns = COLUMNS
    numbers: list[Number] = []
    cells: list[list[list[Number]]] = []
    for row in rows:
        cells.append([_numbers(source, campaign, row, name, words) for name, words in columns])
        numbers += [number for cell in cells[-1] for number in cell]

    def draw(shown: Shown) -> list[Part]:
        head = (Column("Section"), *(Column(words, "number") for _, words in columns))
        body = tuple(
            (
                runs(row.title),
                *(
                    (shown.figure(cell[-1].id),) if len(cell) == 3 else runs(_NONE)
                    for cell in of_row
                ),
            )
            for row, of_row in zip(rows, cells, strict=True)
        )
        caption = f"Agencies that whose training meets the standard, {campaign.record.title}"
        return [Table(caption, head, body, dense=True)]

    return Material(draw, numbers=numbers)


def _campaign(context: BlockContext) -> Campaign | None:
    rows = Campaign.objects.filter(
        partnership=context.partnership, use=USE, sent__isnull=False
    ).select_related("record", "version")
    chosen = [record.pk for record in context.about]
    if chosen:
        return rows.filter(record__in=chosen).first()
    return rows.filter(due__range=(context.start, context.end)).order_by("-due").first()


def _numbers(source: Source, campaign: Campaign, row: Asked, name: str, words: str) -> list[Number]:
    """How many meet it, how many are graded, and the share; none of them where nobody is graded."""
    share: Share = getattr(row, name)
    if share.percent is None:
        return []
    root = f"training-assurance/{campaign.record.reference.lower()}/{row.key}/{name}"

    def number(tail: str, measure: str, value: Decimal, unit: str, rule: str = "", terms=()):
        shown = f"{show(value, 0)}{'%' if unit == '%' else ''}"
        figure = FigureRow(
            id=f"{root}/{tail}",
            section="",
            entity=row.title,
            measure=measure,
            period=campaign.record.title,
            value=shown,
            unit=unit,
            source=source,
            rule=rule,
            terms=tuple(terms),
        )
        return Number(figure, value)

    meets = number("meets", f"{words}: agencies that meet it", Decimal(share.meets), "number")
    graded = number("graded", f"{words}: agencies graded", Decimal(share.graded), "number")
    part = number("share", words, share.percent, "%", "share", (meets.id, graded.id))
    return [meets, graded, part]
