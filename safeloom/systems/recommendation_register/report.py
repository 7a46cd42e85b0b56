"""Recommendations as a live block of a report."""

from dataclasses import dataclass
from decimal import Decimal

from safeloom.domain.actions import addresses
from safeloom.domain.actions.queries.in_period import Stood, in_period
from safeloom.domain.actions.queries.standing import Verdict
from safeloom.reports.document.tree import Column, FigureRow, Paragraph, Part, Source, Table, runs
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.web.words import count_words, date_words

_COLUMNS = (
    Column("Recommendation"),
    Column("From"),
    Column("Decision"),
    Column("Actions", "number"),
    Column("Of them done", "number"),
    Column("Agencies asked", "number"),
    Column("Embedded by", "number"),
)
_NOTHING = "No recommendation was made, decided or open in the period."
_COUNTS = ("actions", "done", "asked", "embedded")
_WORDS = {
    "actions": "Actions that follow from a recommendation",
    "done": "Actions of a recommendation that are done",
    "asked": "Agencies asked whether a recommendation is embedded",
    "embedded": "Agencies that showed a recommendation to be embedded",
}


@dataclass(frozen=True)
class _Line:
    stood: Stood
    numbers: dict[str, Number]


def recommendations(context: BlockContext) -> Material:
    """What was decided about each recommendation by the last day, and what came of it by then."""
    lines = [
        _Line(one, {name: _number(context, one, name) for name in _COUNTS})
        for one in in_period(context.partnership, context.start, context.end)
    ]

    def draw(shown: Shown) -> list[Part]:
        if not lines:
            return [Paragraph(runs(_NOTHING))]
        rows = tuple(
            (
                runs(f"{line.stood.reference} {line.stood.wording}"),
                runs(line.stood.source),
                runs(_decision(line.stood)),
                *((shown.figure(line.numbers[name].id),) for name in _COUNTS),
            )
            for line in lines
        )
        caption = f"Recommendations as at {date_words(context.end)}"
        return [Paragraph(runs(_sentence(lines))), Table(caption, _COLUMNS, rows, dense=True)]

    return Material(draw, numbers=[one for line in lines for one in line.numbers.values()])


def _sentence(lines: list[_Line]) -> str:
    accepted = sum(line.stood.verdict in (Verdict.ACCEPTED, Verdict.CLOSED) for line in lines)
    partly = sum(line.stood.verdict == Verdict.PARTLY for line in lines)
    refused = sum(line.stood.verdict == Verdict.REFUSED for line in lines)
    waiting = len(lines) - accepted - partly - refused
    many = count_words(len(lines), "recommendation", "recommendations")
    said = f"Of {many}, {accepted} had been accepted, {partly} in part, {refused} not; "
    return f"{said}{waiting} awaited a decision."


def _decision(stood: Stood) -> str:
    if not stood.verdict:
        return "Awaiting a decision"
    words = f"{Verdict(stood.verdict).label}, {date_words(stood.decided)}"
    return f"{words}: {stood.reasons}" if stood.reasons else words


def _number(context: BlockContext, stood: Stood, name: str) -> Number:
    count = getattr(stood, name)
    here = context.partnership
    row = FigureRow(
        id=f"recommendations/{stood.reference}/{context.end}/{name}",
        section="",
        entity=stood.reference,
        measure=_WORDS[name],
        period=date_words(context.end),
        value=str(count),
        unit="number",
        source=Source(
            f"Recommendation {stood.reference}",
            addresses.page("recommendation", here, stood.reference),
        ),
    )
    return Number(row, Decimal(count))
