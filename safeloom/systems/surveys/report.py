"""Surveys in a report: how many answered, and how answers moved from before to after."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from safeloom.domain.questionnaires.models import Campaign
from safeloom.domain.questionnaires.queries.results import Results
from safeloom.domain.questionnaires.queries.results_found import results_of
from safeloom.domain.questionnaires.queries.sent import chosen_or_due, sent_choices
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.printed import show
from safeloom.reports.document.tree import Column, FigureRow, Paragraph, Part, Source, Table, runs
from safeloom.reports.material import NOT_SHOWN, BlockContext, Material, Number, Shown
from safeloom.systems.surveys.addresses import at
from safeloom.systems.surveys.content import USE
from safeloom.systems.surveys.queries.surveys import shifts_of
from safeloom.web.words import date_words

# What is told of each pair of questions.
MOVED = (
    ("pairs", "Answered both"),
    ("up", "Moved up"),
    ("same", "Stayed the same"),
    ("down", "Moved down"),
    ("mean", "Mean change"),
)


def choices(partnership: Partnership) -> list[tuple[UUID, str]]:
    """The surveys that were sent, the latest first."""
    return sent_choices(partnership, USE)


def surveys(context: BlockContext) -> Material:
    """The surveys that were chosen, else those due within the report's period. Small numbers of people are
    left out, as on the pages of results."""
    chosen = [record.pk for record in context.about]
    rows = chosen_or_due(context.partnership, USE, chosen, context.start, context.end)
    found = list(rows.reverse())
    if not found:
        return Material(lambda shown: [Paragraph(runs("No survey fell due."))])
    return _Block(context).of(found)


@dataclass
class _Block:
    context: BlockContext
    numbers: list[Number] = field(default_factory=list)

    def of(self, campaigns: Sequence[Campaign]) -> Material:
        answered: list[tuple[Campaign, str, str]] = []
        moved: list[tuple[Campaign, list[tuple[str, list[str]]]]] = []
        for one in campaigns:
            results = results_of(one, None, self.context.day).results
            many = self._number(one, "answers", "Answers", results.submitted)
            # Of answers without a name nobody knows how many were asked.
            asked = self._number(one, "asked", "Asked", results.invited) if results.invited else ""
            answered.append((one, many, asked))
            if lines := self._moved(one, results):
                moved.append((one, lines))

        def draw(shown: Shown) -> list[Part]:
            rows = tuple(
                (
                    runs(one.record.title),
                    runs(_days(one)),
                    (shown.figure(many),),
                    (shown.figure(asked),) if asked else runs("Anybody"),
                )
                for one, many, asked in answered
            )
            columns = (
                Column("Survey"),
                Column("Open"),
                Column("Answers", "number"),
                Column("Asked", "number"),
            )
            parts: list[Part] = [Table("Surveys", columns, rows, dense=True)]
            heads = (Column("Question"), *(Column(words, "number") for _, words in MOVED))
            for one, lines in moved:
                body = tuple(
                    (runs(words), *((shown.figure(id),) for id in ids)) for words, ids in lines
                )
                caption = f"{one.record.title}: how answers moved from before to after"
                parts.append(Table(caption, heads, body, dense=True))
            return parts

        return Material(draw, numbers=self.numbers)

    def _moved(self, campaign: Campaign, results: Results) -> list[tuple[str, list[str]]]:
        lines = []
        for place, (words, shift) in enumerate(shifts_of(results), start=1):
            ids = [
                self._number(campaign, f"{place}/{name}", f"{words} {said}", getattr(shift, name))
                for name, said in MOVED
            ]
            lines.append((words, ids))
        return lines

    def _number(
        self, campaign: Campaign, place: str, words: str, value: int | Decimal | None
    ) -> str:
        exact = None if value is None else Decimal(value)
        places = 2 if isinstance(value, Decimal) else 0
        row = FigureRow(
            id=f"surveys/{campaign.record.reference.lower()}/{place}",
            section="",
            entity=campaign.record.title,
            measure=words,
            period=_days(campaign),
            value=NOT_SHOWN if exact is None else show(exact, places),
            unit="number",
            source=Source(
                campaign.record.title,
                at("survey", campaign.partnership, campaign.record.reference),
            ),
        )
        self.numbers.append(Number(row, exact))
        return row.id


def _days(campaign: Campaign) -> str:
    return f"{date_words(campaign.opens)} to {date_words(campaign.closes)}"
