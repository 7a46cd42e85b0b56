"""Shares in a live block: how many of how many, the part in per cent that follows, and a table of several."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from safeloom.kernel.printed import show
from safeloom.kernel.rounding import divide_half_up
from safeloom.reports.document.tree import Column, FigureRow, Part, Runs, Source, Table, runs
from safeloom.reports.material import Material, Number, Shown

NONE = "–"


@dataclass(frozen=True)
class Told:
    """What a share is told of: how the ids of its figures begin, whose it is, the period, the source."""

    root: str
    entity: str
    period: str
    source: Source


def share_of(
    told: Told, words: str, many: tuple[str, int], of: tuple[str, int]
) -> tuple[Number, ...]:
    """How many, of how many (each with what is counted, in words) and the share in whole per cent, rounded
    half up, in this order; of none nothing."""
    if not of[1]:
        return ()
    meets = _number(told, "meets", many[0], Decimal(many[1]))
    graded = _number(told, "graded", of[0], Decimal(of[1]))
    percent = divide_half_up(Decimal(100 * many[1]), Decimal(of[1]), 0)
    return meets, graded, _number(told, "share", words, percent, (meets.id, graded.id))


def cell(shown: Shown, share: Sequence[Number]) -> Runs:
    """The part in per cent in a table; a dash of none."""
    return (shown.figure(share[-1].id),) if share else runs(NONE)


def table_of(
    caption: str,
    first: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Sequence[Number]]]],
) -> Material:
    """A table of shares: what stands in the first column, and each row's title with a share by column."""

    def draw(shown: Shown) -> list[Part]:
        head = (Column(first), *(Column(words, "number") for words in columns))
        body = tuple((runs(title), *(cell(shown, one) for one in cells)) for title, cells in rows)
        return [Table(caption, head, body, dense=True)]

    return Material(draw, numbers=[one for _, cells in rows for share in cells for one in share])


def _number(
    told: Told, tail: str, measure: str, value: Decimal, terms: tuple[str, ...] = ()
) -> Number:
    sign, unit, rule = ("%", "%", "share") if terms else ("", "number", "")
    row = FigureRow(
        id=f"{told.root}/{tail}",
        section="",
        entity=told.entity,
        measure=measure,
        period=told.period,
        value=f"{show(value, 0)}{sign}",
        unit=unit,
        source=told.source,
        rule=rule,
        terms=terms,
    )
    return Number(row, value)
