"""What scrutiny found in a period, as a live block of a report."""

from collections import Counter
from datetime import datetime, time, timedelta
from decimal import Decimal

from safeloom.kernel.dates import ENGLAND
from safeloom.reports.document.tree import Column, FigureRow, Paragraph, Part, Source, Table, runs
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.systems.scrutiny.addresses import of_exercise
from safeloom.systems.scrutiny.models import Exercise, Judgement
from safeloom.systems.scrutiny.queries.exercises import judgements_of_many
from safeloom.web.words import date_words

RATINGS = tuple(Judgement.Rating)


def judged(context: BlockContext) -> Material:
    """The exercises published from the first to the last day, and how many success factors each judged
    strong, in part or weak. Drafts count nowhere. 2 queries."""
    begins = datetime.combine(context.start, time(), ENGLAND)
    over = datetime.combine(context.end + timedelta(days=1), time(), ENGLAND)
    found = Exercise.objects.filter(
        partnership=context.partnership, published__gte=begins, published__lt=over
    )
    rows = list(found.select_related("record").order_by("published", "record__reference"))
    of = judgements_of_many(rows)
    numbers: list[Number] = []
    for row in rows:
        counts = Counter(one.rating for one in of.get(row.pk, []))
        numbers += [_number(context, row, rating, counts[rating.value]) for rating in RATINGS]

    def draw(shown: Shown) -> list[Part]:
        if not rows:
            return [Paragraph(runs("No report of the scrutineer was published in this time."))]
        head = (
            Column("Exercise"),
            Column("Published"),
            *(Column(rating.label, "number") for rating in RATINGS),
        )
        body = tuple(
            (
                runs(row.title),
                runs(date_words(row.published)),
                *((shown.figure(_id(row, rating)),) for rating in RATINGS),
            )
            for row in rows
        )
        return [Table("Success factors by the scrutineer’s judgement", head, body)]

    return Material(draw, numbers=numbers)


def _id(row: Exercise, rating: Judgement.Rating) -> str:
    return f"scrutiny/{row.record.reference}/{rating.value}"


def _number(context: BlockContext, row: Exercise, rating: Judgement.Rating, many: int) -> Number:
    figure = FigureRow(
        id=_id(row, rating),
        section="",
        entity=context.partnership.name,
        measure=f"{row.title}: success factors judged {rating.label.lower()}",
        period=date_words(row.published),
        value=str(many),
        unit="number",
        source=Source(row.title, of_exercise(context.partnership, row)),
    )
    return Number(figure, Decimal(many))
