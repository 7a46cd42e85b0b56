"""What a round comes to: by standard how many comply, by their own grade and as moderated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import (
    Answer,
    Campaign,
    ModeratedGrade,
    Response,
    SectionRow,
)
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.rounding import divide_half_up
from safeloom.systems.section_11.content import USE

CYCLE = (Campaign.Cycle.FULL, Campaign.Cycle.UPDATE, Campaign.Cycle.UPDATE)


@dataclass(frozen=True)
class Share:
    """How many comply of how many graded; `percent` is rounded half up, None where nobody graded."""

    meets: int
    graded: int

    @property
    def percent(self) -> Decimal | None:
        """Of those graded, in whole per cent."""
        if not self.graded:
            return None
        return divide_half_up(Decimal(self.meets) * 100, Decimal(self.graded), 0)


NOBODY = Share(0, 0)


@dataclass(frozen=True)
class Standard:
    """One standard of a round: by the bodies' own grades, as moderated, and both of the round before."""

    key: str
    title: str
    own: Share
    moderated: Share
    own_before: Share
    moderated_before: Share


def rounds(viewer: Viewer, here: Partnership) -> QuerySet[Campaign]:
    """The rounds of a partnership that the viewer may see, the latest first."""
    rows = Campaign.objects.filter(use=USE).select_related("record", "partnership", "version")
    return viewer.rows("questionnaire.see", rows, here.pk).order_by("-due", "-record__reference")


def next_cycle(campaigns: Sequence[Campaign]) -> str:
    """What the next round is: a full one every third year, an update in between. `campaigns` are those
    before, the latest first."""
    for since, campaign in enumerate(campaigns, start=1):
        if campaign.cycle == Campaign.Cycle.FULL:
            return CYCLE[since % len(CYCLE)]
    return CYCLE[0]


def standards(campaign: Campaign) -> list[Standard]:
    """By standard how many bodies comply. Of what was accepted in place of a return there are no grades.
    5 queries with a round before, else 3."""
    own, moderated = _own(campaign), _moderated(campaign)
    before = campaign.previous
    own_before = _own(before) if before else {}
    moderated_before = _moderated(before) if before else {}
    rows = SectionRow.objects.filter(version=campaign.version, questions__kind=Kind.GRADE)
    return [
        Standard(
            row.key,
            row.title,
            own.get(row.key, NOBODY),
            moderated.get(row.key, NOBODY),
            own_before.get(row.key, NOBODY),
            moderated_before.get(row.key, NOBODY),
        )
        for row in rows.order_by("number").distinct()
    ]


def _own(campaign: Campaign) -> dict[str, Share]:
    rows = Answer.objects.filter(
        response__campaign=campaign,
        counts=True,
        not_applicable=False,
        question__kind=Kind.GRADE,
        option__isnull=False,
    )
    return _shares(rows)


def _moderated(campaign: Campaign) -> dict[str, Share]:
    """As moderated, of responses that are counted: what was re-opened since is not."""
    counted = Answer.objects.filter(
        response=OuterRef("response"), question=OuterRef("question"), counts=True
    )
    rows = ModeratedGrade.objects.filter(
        response__campaign=campaign, question__kind=Kind.GRADE
    ).filter(Exists(counted))
    return _shares(rows)


def _shares(rows: QuerySet) -> dict[str, Share]:
    counted = rows.order_by().values_list("question__section__key", "option__meets")
    found: dict[str, list[int]] = {}
    for key, meets, many in counted.annotate(many=Count("pk")):
        share = found.setdefault(key, [0, 0])
        share[0] += many if meets else 0
        share[1] += many
    return {key: Share(*share) for key, share in found.items()}


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
