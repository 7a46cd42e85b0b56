"""What training assurance adds to the pages of a response and of a campaign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.systems.training_assurance.addresses import at
from safeloom.systems.training_assurance.content import USE
from safeloom.systems.training_assurance.models import PeerGrade, PeerReview
from safeloom.systems.training_assurance.queries import peers as queries
from safeloom.web.records import Section


@dataclass(frozen=True)
class ReviewSection(Section):
    """Who reviews it, and what came of that once it is done."""

    review: PeerReview | None = None
    grades: Sequence[PeerGrade] = ()


def response_section(
    viewer: Viewer, here: Partnership, record: Record, day: date
) -> ReviewSection | None:
    """The section, on the page of a response to a round: for its agency too."""
    response = Response.objects.filter(record=record, campaign__use=USE, agency__isnull=False)
    response = response.first()
    if response is None:
        return None
    review = queries.review_of(response)
    grades = queries.grades_of(review) if review and review.done else ()
    return ReviewSection(
        "training-assurance",
        "Review by a peer",
        "training_assurance/section.html",
        None,
        review,
        grades,
    )


@dataclass(frozen=True)
class RoundSection(Section):
    """Where the round of a campaign stands."""

    url: str = ""


def campaign_section(
    viewer: Viewer, here: Partnership, record: Record, day: date
) -> RoundSection | None:
    """The way from a campaign to its round."""
    if not Campaign.objects.filter(record=record, use=USE).exists():
        return None
    url = at("round", here, record.reference)
    return RoundSection(
        "training-assurance", "Peer reviews", "training_assurance/to_round.html", None, url
    )
