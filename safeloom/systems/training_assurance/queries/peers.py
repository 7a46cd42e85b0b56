"""Reviews by peers, and what a reviewer reads."""

from django.db.models import QuerySet

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.definitions import Kind, Section
from safeloom.domain.questionnaires.models import AnswerFile, Campaign, Response
from safeloom.domain.questionnaires.queries import campaigns
from safeloom.domain.questionnaires.queries import rows as engine
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.domain.questionnaires.queries.shown import Line, answers_of
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.identity.models import Partnership
from safeloom.systems.training_assurance.content import USE
from safeloom.systems.training_assurance.models import PeerGrade, PeerReview


def reviews(
    viewer: Viewer, here: Partnership, permission: str = "training-assurance.see"
) -> QuerySet[PeerReview]:
    """The reviews for which the viewer holds a permission; an agency's lead holds it for those the agency
    makes."""
    rows = PeerReview.objects.select_related(
        "agency__principal",
        "response__record",
        "response__agency__principal",
        "response__agency__record",
        "response__campaign__record",
        "response__campaign__version",
        "response__campaign__partnership",
    )
    return viewer.rows(permission, rows, here.pk)


def responses(viewer: Viewer, here: Partnership, permission: str) -> QuerySet[Response]:
    """The responses of rounds for which the viewer holds a permission."""
    rows = engine.responses(viewer, here, permission).filter(
        campaign__use=USE, agency__isnull=False
    )
    return rows.select_related("agency__record", "campaign__partnership")


def submitted(campaign: Campaign) -> QuerySet[Response]:
    """What agencies submitted in a round and was not given back, by reference."""
    rows = Response.objects.filter(campaign=campaign, agency__isnull=False, record__isnull=False)
    rows = campaigns.submitted(rows).select_related("record", "agency__principal")
    return rows.order_by("record__reference")


def reviewers_for(response: Response) -> QuerySet[Agency]:
    """The agencies that may review a response: all that the round asks but its own."""
    rows = Agency.objects.filter(responses__campaign=response.campaign_id)
    rows = rows.exclude(pk=response.agency_id).select_related("principal")
    return rows.order_by("principal__name").distinct()


def review_of(response: Response) -> PeerReview | None:
    """The review of a response. 1 query."""
    return PeerReview.objects.filter(response=response).select_related("agency__principal").first()


def grades_of(review: PeerReview) -> list[PeerGrade]:
    """What the peer gave, in the order of the questions. 1 query."""
    rows = review.grades.select_related("option", "question__section")
    return list(rows.order_by("question__section__number", "question__number"))


def drafted(review: PeerReview) -> dict[str, tuple[str, str]]:
    """What a reviewer has so far, as key of the question to key of the grade (empty for none yet) and
    words. 1 query."""
    rows = review.grades.values_list("question__key", "option__key", "comment")
    return {key: (grade or "", words) for key, grade, words in rows}


def files_given(response: Response) -> dict[str, list[StoredFile]]:
    """The files that stand with the answers a response counts, by the question's key: those its agency gave
    for review, and no other file of it. 1 query."""
    rows = AnswerFile.objects.filter(
        answer__response=response, answer__counts=True, file__removed__isnull=True
    ).select_related("file", "answer__question")
    found: dict[str, list[StoredFile]] = {}
    for row in rows.order_by("file__kept", "file__id"):
        found.setdefault(row.answer.question.key, []).append(row.file)
    return found


def answers_in(response: Response) -> list[tuple[Section, list[Line]]]:
    """What the agency answered, by section."""
    return answers_of(response, evaluation_of(response))


def graded(parts: list[tuple[Section, list[Line]]]) -> list[tuple[Section, Line]]:
    """The answers that a peer grades too: the agency's own grades."""
    return [
        (section, line)
        for section, lines in parts
        for line in lines
        if line.question.kind == Kind.GRADE and line.answered and not line.not_applicable
    ]
