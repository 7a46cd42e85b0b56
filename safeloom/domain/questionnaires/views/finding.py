"""Finding the campaign or response of an address, and the way back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.questionnaires.addresses import at, of_campaign, of_response
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.domain.questionnaires.queries import rows
from safeloom.foundation.sealed.models import Opening
from safeloom.foundation.sealed.reading import read
from safeloom.web.acting import act_on
from safeloom.web.forms import Form

CHANGE, MODERATE = "campaign.change", "response.moderate"


def campaign_of(request: HttpRequest, reference: str, permission: str = CHANGE) -> Campaign:
    """The campaign of a reference for which the viewer holds a permission, or 404."""
    found = rows.campaigns(request.viewer, request.partnership, permission)
    return get_object_or_404(found.select_related("owner__principal"), record__reference=reference)


def response_of(request: HttpRequest, reference: str, permission: str) -> Response:
    """The response of a reference for which the viewer holds a permission, or 404. That a form on a sealed
    one is opened is noted."""
    found = rows.responses(request.viewer, request.partnership, permission)
    found = found.select_related("campaign__partnership", "about")
    response = get_object_or_404(found, record__reference=reference)
    read(request, response.record, Opening.How.CHANGE)
    return response


def campaign_trail(request: HttpRequest, campaign: Campaign | None = None) -> list[tuple[str, str]]:
    """The way back to the campaigns, or to one."""
    here = request.partnership
    way = [("Assurance", at("campaigns", here))]
    if campaign is not None:
        way.append((campaign.record.reference, of_campaign(here, campaign)))
    return way


def response_trail(
    request: HttpRequest, response: Response, *, below: bool = True
) -> list[tuple[str, str]]:
    """The way back to a response's campaign, or for an agency's lead to their responses; from `below` it, to
    the response."""
    here = request.partnership
    if request.viewer.may("questionnaire.see", here.pk):
        way = campaign_trail(request, response.campaign)
    else:
        way = [("Responses", at("responses", here))]
    if below:
        way.append((response.record.reference, of_response(here, response)))
    return way


def act_on_campaign(
    request: HttpRequest,
    campaign: Campaign,
    form: type[Form],
    act: Callable[[Any], str],
    **context: Any,
) -> HttpResponse:
    """A form about a campaign, that leads back to it."""
    context.setdefault("back", of_campaign(request.partnership, campaign))
    trail = campaign_trail(request, campaign)
    return act_on(request, form, act, trail=trail, campaign=campaign, **context)


def act_on_response(
    request: HttpRequest,
    response: Response,
    form: type[Form],
    act: Callable[[Any], str],
    **context: Any,
) -> HttpResponse:
    """A form about a response, that leads back to it."""
    context.setdefault("back", of_response(request.partnership, response))
    return act_on(request, form, act, trail=response_trail(request, response), **context)
