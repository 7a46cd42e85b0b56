"""Campaigns with results, for the addresses of their pages."""

from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.models import Campaign, CodedTheme
from tests.factories import Place, questionnaires, sample

# Roles that see results hold them over the whole partnership; an agency's lead sees none.
_WHOLE = ()


def with_results(place: Place) -> Campaign:
    """A campaign that one agency submitted."""
    campaign = questionnaires.a_campaign(place.partnership)
    response = questionnaires.a_response(campaign, place.agency, state="submitted")
    questionnaires.answered(response, {"led": Given(options=("no",)), "why": Given(text="Rooms.")})
    return campaign


@sample(
    "questionnaires:results",
    "questionnaires:results-matrix",
    "questionnaires:results-export",
    "questionnaires:results-themes",
    by=_WHOLE,
)
def _a_campaign(place: Place) -> dict[str, object]:
    return {"reference": with_results(place).record.reference}


@sample("questionnaires:results-question", "questionnaires:results-code", by=_WHOLE)
def _a_question(place: Place) -> dict[str, object]:
    return {"reference": with_results(place).record.reference, "key": "why"}


@sample("questionnaires:results-theme", by=_WHOLE)
def _a_theme(place: Place) -> dict[str, object]:
    campaign = with_results(place)
    theme = CodedTheme.objects.create(campaign=campaign, title="Rooms")
    return {"reference": campaign.record.reference, "pk": theme.pk}
