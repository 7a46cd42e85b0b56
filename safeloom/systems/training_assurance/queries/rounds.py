"""A round: each agency's own grades and its peer's, and by section how many meet the standard."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from safeloom.domain.questionnaires import workflows
from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import (
    Campaign,
    OptionRow,
    QuestionRow,
    Response,
)
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
from safeloom.foundation.workflow.queries import with_state
from safeloom.systems.training_assurance.content import USE
from safeloom.systems.training_assurance.models import PeerGrade, PeerReview


@dataclass(frozen=True)
class Part:
    """A section of a round: how many meet it by their own grade and by their peers'."""

    key: str
    title: str
    own: Compliant
    peers: Compliant


@dataclass
class Line:
    """One agency of a round: where its response stands, who reviews it, and by question its own grade and
    the peer's."""

    response: Response
    state: str
    review: PeerReview | None = None
    own: dict[UUID, OptionRow] = field(default_factory=dict)
    peer: dict[UUID, OptionRow] = field(default_factory=dict)

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        return workflows.RESPONSE.state(self.state).title

    @property
    def handed_in(self) -> bool:
        """Whether it can be reviewed."""
        return self.state in workflows.COUNTED

    def grades(self, questions: Iterable[QuestionRow]) -> list[tuple[QuestionRow, object, object]]:
        """By question the own grade and the peer's, None where there is none."""
        return [(one, self.own.get(one.pk), self.peer.get(one.pk)) for one in questions]


def rounds(viewer: Viewer, here: Partnership) -> QuerySet[Campaign]:
    """The rounds of a partnership that the viewer may see, the latest first."""
    return campaigns(viewer, here).filter(use=USE).order_by("-due", "-record__reference")


def questions_of(campaign: Campaign) -> list[QuestionRow]:
    """The questions that are graded, in order, with their sections. 1 query."""
    rows = QuestionRow.objects.filter(section__version=campaign.version, kind=Kind.GRADE)
    return list(rows.select_related("section").order_by("section__number", "number"))


def lines_of(viewer: Viewer, campaign: Campaign) -> list[Line]:
    """The agencies of a round, by name. 4 queries."""
    rows = Response.objects.filter(campaign=campaign, agency__isnull=False, record__isnull=False)
    rows = viewer.rows("response.see", rows, campaign.partnership_id)
    rows = with_state(rows, workflows.RESPONSE.first.key)
    rows = rows.select_related("record", "agency__principal").order_by("agency__principal__name")
    lines = {row.pk: Line(row, row.state) for row in rows}
    found = PeerReview.objects.filter(response__in=lines).select_related("agency__principal")
    for review in found.select_related("response__record"):
        lines[review.response_id].review = review
    own = own_grades_of(campaign).filter(response__in=lines).select_related("option")
    for answer in own:
        lines[answer.response_id].own[answer.question_id] = answer.option
    for grade in _peers(campaign).filter(review__in=lines).select_related("option"):
        lines[grade.review_id].peer[grade.question_id] = grade.option
    return list(lines.values())


def parts_of(campaign: Campaign) -> list[Part]:
    """By section how many agencies meet it: those that submitted by their own grade, and those whose review
    is done by their peers'. 3 queries."""
    own, peers = compliant(own_grades_of(campaign)), compliant(_peers(campaign))
    return [
        Part(row.key, row.title, own[row.key], peers[row.key]) for row in graded_sections(campaign)
    ]


def _peers(campaign: Campaign) -> QuerySet[PeerGrade]:
    """Of reviews that are done."""
    rows = PeerGrade.objects.filter(review__response__campaign=campaign, review__done__isnull=False)
    return of_what_counts(rows, "review")
