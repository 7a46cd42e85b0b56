"""What was presented in a period and how far it assured the board, as a live block of a report."""

from collections import Counter
from decimal import Decimal

from safeloom.foundation.sealed.narrowing import without_sealed
from safeloom.reports.document.tree import Column, FigureRow, Paragraph, Part, Source, Table, runs
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.systems.policy_impact.addresses import at
from safeloom.systems.policy_impact.models import ImpactAssurance, PolicyImpact
from safeloom.systems.policy_impact.queries.impacts import with_state
from safeloom.web.words import date_words

COUNTED = (("all", "Presented"), *ImpactAssurance.Level.choices, ("", "Not answered yet"))


def presented(context: BlockContext) -> Material:
    """The policies presented from the first to the last day: of which agency, when, and how far each
    assures the board today; and how many of each. 1 query."""
    found = PolicyImpact.objects.filter(
        partnership=context.partnership, presented__range=(context.start, context.end)
    )
    rows = list(
        with_state(without_sealed(found), context.day)
        .select_related("record", "agency__principal")
        .order_by("presented", "record__reference")
    )
    counts = Counter(row.level for row in rows) + Counter({"all": len(rows)})
    numbers = [_number(context, key, words, counts[key]) for key, words in COUNTED]

    def draw(shown: Shown) -> list[Part]:
        if not rows:
            return [Paragraph(runs("No changed policy was presented in this time."))]
        head = (Column("Policy"), Column("Agency"), Column("Presented"), Column("Assurance"))
        called = dict(COUNTED)
        body = tuple(
            (
                runs(row.policy),
                runs(row.agency.name),
                runs(date_words(row.presented)),
                runs(called[row.level]),
            )
            for row in rows
        )
        sums = tuple((runs(words), (shown.figure(_id(context, key)),)) for key, words in COUNTED)
        return [
            Table("Changed policies presented", head, body),
            Table("How far they assure", (Column("Assurance"), Column("Policies", "number")), sums),
        ]

    return Material(draw, numbers=numbers)


def _id(context: BlockContext, key: str) -> str:
    return f"policy-impact/{context.start}/{context.end}/{key or 'open'}"


def _number(context: BlockContext, key: str, words: str, many: int) -> Number:
    figure = FigureRow(
        id=_id(context, key),
        section="",
        entity=context.partnership.name,
        measure=f"Changed policies: {words.lower()}",
        period=f"{date_words(context.start)} to {date_words(context.end)}",
        value=str(many),
        unit="number",
        source=Source("Policy impact", at("list", context.partnership)),
    )
    return Number(figure, Decimal(many))
