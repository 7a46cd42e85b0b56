"""What the pages of training assurance find, and the way back."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from safeloom.domain.questionnaires import addresses as engine
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.foundation.identity.models import Partnership
from safeloom.systems.training_assurance.addresses import at
from safeloom.systems.training_assurance.models import PeerReview
from safeloom.systems.training_assurance.queries import peers as queries
from safeloom.systems.training_assurance.queries.rounds import rounds

Trail = list[tuple[str, str]]


def found_round(request: HttpRequest, reference: str) -> Campaign:
    """The round of an address, if the viewer may see it."""
    return get_object_or_404(
        rounds(request.viewer, request.partnership), record__reference=reference
    )


def found_response(request: HttpRequest, reference: str, permission: str) -> Response:
    """The response of an address, if the viewer holds a permission for it."""
    rows = queries.responses(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


def found_review(
    request: HttpRequest, reference: str, permission: str = "training-assurance.see"
) -> PeerReview:
    """The review of an address, if the viewer holds a permission for it."""
    rows = queries.reviews(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, response__record__reference=reference)


def trail(here: Partnership, campaign: Campaign | None = None) -> Trail:
    """The way back to the rounds, or to one."""
    way = [("Training assurance", at("first", here))]
    if campaign is None:
        return way
    return [*way, (campaign.record.title, at("round", here, campaign.record.reference))]


def trail_of(here: Partnership, response: Response) -> Trail:
    """The way back to a response."""
    return [
        *trail(here, response.campaign),
        (response.agency.name, engine.of_response(here, response)),
    ]
