"""Disagreements of a period by stage and outcome, as a live block of a report."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.conf import settings
from django.utils.text import slugify

from safeloom.kernel.suppression import Cell, Sum, suppress
from safeloom.reports.document.tree import (
    Column,
    FigureRow,
    Paragraph,
    Part,
    Source,
    Table,
    runs,
)
from safeloom.reports.material import NOT_SHOWN, BlockContext, Material, Number, Shown
from safeloom.systems.challenge.addresses import at
from safeloom.systems.challenge.models import Disagreement
from safeloom.systems.challenge.queries.themes import Fact, facts, outcome_words, raised_between
from safeloom.web.words import date_words

TOTAL = "total"


def escalations(context: BlockContext) -> Material:
    """How many disagreements were raised from the first to the last day, the highest stage they reached and
    how they ended, sealed ones counted in. A number is not shown where it is small, or where who may see
    the list could work out from it a small number of sealed ones."""
    rows = Disagreement.objects.filter(partnership=context.partnership)
    found = facts(raised_between(rows, context.start, context.end))
    counts = {TOTAL: len(found)}
    tables = {
        "Highest stage reached": [f"Stage {each.reached}" for each in found],
        "Outcome": [outcome_words(each) for each in found],
    }
    for name, keys in tables.items():
        counts |= {f"{name}/{key}": many for key, many in sorted(Counter(keys).items())}
    hidden = _hidden(found, tables)
    numbers = {key: _number(context, key, many, key in hidden) for key, many in counts.items()}

    def draw(shown: Shown) -> list[Part]:
        if not found:
            return [Paragraph(runs("No professional disagreement was escalated in the period."))]
        parts: list[Part] = [
            Paragraph(
                runs(shown.figure(numbers[TOTAL].id), " professional disagreements were raised.")
            )
        ]
        for name in tables:
            rows = tuple(
                (runs(key.partition("/")[2]), (shown.figure(number.id),))
                for key, number in numbers.items()
                if key.startswith(f"{name}/")
            )
            columns = (Column(name), Column("Disagreements", "number"))
            parts.append(Table(f"Disagreements by {name.lower()}", columns, rows, dense=True))
        return parts

    return Material(draw, numbers=list(numbers.values()))


def _hidden(found: Collection[Fact], tables: dict[str, list[str]]) -> frozenset[str]:
    cells, sums = _cells(TOTAL, found)
    for name, keys in tables.items():
        parts = []
        for key in sorted(set(keys)):
            mine = [each for each, one in zip(found, keys, strict=True) if one == key]
            more, further = _cells(f"{name}/{key}", mine)
            cells, sums = [*cells, *more], [*sums, *further]
            parts.append(f"{name}/{key}")
        if parts:
            sums.append(Sum(TOTAL, tuple(parts)))
    hidden = suppress(cells, sums, below=settings.HIDE_BELOW)
    return hidden.primary | hidden.secondary


def _cells(key: str, mine: Iterable[Fact]) -> tuple[list[Cell], list[Sum]]:
    """A count, and of it the sealed ones: the others are known to who sees the list."""
    mine = list(mine)
    sealed = sum(each.sealed for each in mine)
    cells = [Cell(key, len(mine)), Cell(f"{key}/sealed", sealed)]
    return cells, [Sum(key, (f"{key}/sealed",))] if sealed else []


def _number(context: BlockContext, key: str, many: int, hidden: bool) -> Number:
    measure = "Disagreements raised" if key == TOTAL else f"Disagreements, {key.replace('/', ': ')}"
    row = FigureRow(
        id=f"escalations/{context.start}/{context.end}/{slugify(key)}",
        section="",
        entity=context.partnership.name,
        measure=measure,
        period=f"{date_words(context.start)} to {date_words(context.end)}",
        value=NOT_SHOWN if hidden else f"{many:,}",
        unit="number",
        source=Source("The partnership’s disagreements", at("list", context.partnership)),
    )
    return Number(row)
