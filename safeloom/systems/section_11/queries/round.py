"""What a round comes to: by standard how many comply, by their own grade and as moderated."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import Answer, Campaign, ModeratedGrade, Response
from safeloom.domain.questionnaires.queries.grades import (
    compliant,
    graded_sections,
    of_what_counts,
    own_grades_of,
)
from safeloom.domain.questionnaires.queries.results import Compliant
from safeloom.domain.questionnaires.queries.rows import campaigns
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.systems.section_11.content import USE

Shares = defaultdict[str, Compliant]
CYCLE = (Campaign.Cycle.FULL, Campaign.Cycle.UPDATE, Campaign.Cycle.UPDATE)


@dataclass(frozen=True)
class Standard:
    """One standard of a round: by the bodies' own grades, as moderated, and both of the round before."""

    key: str
    title: str
    own: Compliant
    moderated: Compliant
    own_before: Compliant
    moderated_before: Compliant


def rounds(viewer: Viewer, here: Partnership) -> QuerySet[Campaign]:
    """The rounds of a partnership that the viewer may see, the latest first."""
    return campaigns(viewer, here).filter(use=USE).order_by("-due", "-record__reference")


def next_cycle(before: Sequence[Campaign]) -> str:
    """What the next round is: a full one every third year, an update in between. `before` are the rounds so
    far, the latest first."""
    for since, campaign in enumerate(before, start=1):
        if campaign.cycle == Campaign.Cycle.FULL:
            return CYCLE[since % len(CYCLE)]
    return CYCLE[0]


def standards(campaign: Campaign) -> list[Standard]:
    """By standard how many bodies comply. Of what was accepted in place of a return there are no grades.
    5 queries with a round before, else 3."""
    own, moderated = _shares(campaign)
    own_before, moderated_before = _shares(campaign.previous)
    return [
        Standard(
            row.key,
            row.title,
            own[row.key],
            moderated[row.key],
            own_before[row.key],
            moderated_before[row.key],
        )
        for row in graded_sections(campaign)
    ]


def _shares(campaign: Campaign | None) -> tuple[Shares, Shares]:
    """By their own grades, and as moderated."""
    if campaign is None:
        return Shares(Compliant), Shares(Compliant)
    moderated = ModeratedGrade.objects.filter(
        response__campaign=campaign, question__kind=Kind.GRADE
    )
    return compliant(own_grades_of(campaign)), compliant(of_what_counts(moderated))


def own_grades(responses: Iterable[Response]) -> dict[UUID, dict[str, tuple[str, str, bool]]]:
    """What each response says of each standard (title and mark of the grade, whether it complies), counted or
    not. 1 query."""
    found: dict[UUID, dict[str, tuple[str, str, bool]]] = {}
    rows = Answer.objects.filter(
        response__in=responses, question__kind=Kind.GRADE, option__isnull=False
    ).values_list(
        "response_id", "question__section__key", "option__title", "option__mark", "option__meets"
    )
    for response, section, *grade in rows:
        found.setdefault(response, {})[section] = (grade[0], grade[1], grade[2])
    return found
