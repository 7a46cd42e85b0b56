"""What there is to look at in responses before the unit says that they are moderated."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import Answer, Campaign, ModeratedGrade, Response
from safeloom.domain.questionnaires.queries.campaigns import standing
from safeloom.domain.questionnaires.queries.progress import body_of
from safeloom.domain.questionnaires.queries.rows import responses
from safeloom.domain.questionnaires.workflows import CHANGES, SUBMITTED
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.sealed.narrowing import without_sealed
from safeloom.foundation.workflow.models import Move
from safeloom.web.words import count_words


@dataclass(frozen=True)
class HandedIn:
    """A response, how many steps it took so far, and what there is to look at in words: grades that fall
    short of what is asked and that no moderator gave one beside, and that it was sent back before."""

    response: Response
    steps: int
    to_look_at: str

    @property
    def reference(self) -> str:
        """That of the response."""
        return str(self.response.record.reference) if self.response.record else ""

    @property
    def called(self) -> str:
        """The body, and the reference."""
        return ", ".join(filter(None, (body_of(self.response), self.reference)))

    @property
    def waits(self) -> bool:
        """Whether it was handed in and is not moderated."""
        return self.response.state == SUBMITTED  # type: ignore[attr-defined]


def handed_in(
    viewer: Viewer, campaign: Campaign, among: Collection[str] | None = None
) -> list[HandedIn]:
    """The responses of a campaign that the viewer moderates and that were handed in, or, whatever their
    state, those `among` these references; by what the body is called. What is sealed is opened with a
    reason, so one by one, and is not among them. 1 query."""
    found = responses(viewer, campaign.partnership, "response.moderate").filter(campaign=campaign)
    found = without_sealed(found)
    found = standing(found.select_related("campaign__partnership", "record__partnership"))
    # PostgreSQL refuses to compare with a text that holds a null.
    named = [one for one in among or () if "\x00" not in one]
    waiting = {"state": SUBMITTED} if among is None else {"record__reference__in": named}
    found = found.filter(**waiting)
    graded = ModeratedGrade.objects.filter(
        response=OuterRef("response"), question=OuterRef("question")
    )
    short = Answer.objects.filter(
        ~Exists(graded),
        response=OuterRef("pk"),
        counts=True,
        not_applicable=False,
        question__kind=Kind.GRADE,
        option__meets=False,
    )
    moves = Move.objects.filter(record=OuterRef("record"))
    rows = found.annotate(
        short=_many(short, "response"),
        steps=_many(moves, "record"),
        was_back=Exists(moves.filter(to=CHANGES)),
    )
    return [
        HandedIn(row, row.steps, _words(row.short, row.was_back))
        for row in sorted(rows, key=lambda row: (body_of(row).casefold(), row.record.reference))
    ]


def _many(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _words(short: int, was_back: bool) -> str:
    found = []
    if short:
        found.append(f"{count_words(short, 'grade falls', 'grades fall')} short of what is asked")
    if was_back:
        found.append("it was sent back before")
    words = ", ".join(found)
    return f"{words[:1].upper()}{words[1:]}"
