"""What the pages of the Section 11 audit find, and the way back."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from safeloom.domain.questionnaires import addresses as engine
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.foundation.identity.models import Partnership
from safeloom.systems.section_11.addresses import at, of_visit
from safeloom.systems.section_11.models import Visit
from safeloom.systems.section_11.queries import responses as queries
from safeloom.systems.section_11.queries.round import rounds

Trail = list[tuple[str, str]]


def found_round(request: HttpRequest, reference: str) -> Campaign:
    """The round of an address, if the viewer may see it."""
    rows = rounds(request.viewer, request.partnership).select_related("previous__version")
    return get_object_or_404(rows, record__reference=reference)


def found_response(
    request: HttpRequest, reference: str, permission: str = "response.moderate"
) -> Response:
    """The response of an address, if the viewer holds a permission for it."""
    rows = queries.responses(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


def found_visit(request: HttpRequest, reference: str, permission: str = "section-11.see") -> Visit:
    """The visit of an address, if the viewer holds a permission for it."""
    rows = queries.visits(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


def trail(here: Partnership, campaign: Campaign | None = None) -> Trail:
    """The way back to the rounds, or to one."""
    way = [("Section 11", at("first", here))]
    if campaign is None:
        return way
    return [*way, (campaign.record.title, at("round", here, campaign.record.reference))]


def trail_of(here: Partnership, response: Response, visit: Visit | None = None) -> Trail:
    """The way back to a response, or to a visit to its body."""
    way = [
        *trail(here, response.campaign),
        (response.agency.name, engine.of_response(here, response)),
    ]
    return [*way, (visit.record.title, of_visit(here, visit))] if visit else way
