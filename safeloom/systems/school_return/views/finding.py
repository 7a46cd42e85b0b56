"""What the pages of the schools' return find, and the way back."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from safeloom.domain.questionnaires.models import Campaign
from safeloom.foundation.identity.models import Partnership
from safeloom.systems.school_return.addresses import at
from safeloom.systems.school_return.queries.rounds import rounds


def found_round(request: HttpRequest, reference: str) -> Campaign:
    """The round of an address, if the viewer may see it."""
    rows = rounds(request.viewer, request.partnership)
    return get_object_or_404(rows, record__reference=reference)


def trail(here: Partnership, campaign: Campaign | None = None) -> list[tuple[str, str]]:
    """The way back to the rounds, or to one."""
    way = [("Schools’ return", at("first", here))]
    if campaign is None:
        return way
    return [*way, (campaign.record.title, at("round", here, campaign.record.reference))]
