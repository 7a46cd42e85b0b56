"""Where questionnaires, campaigns and responses have their pages."""

from django.urls import reverse

from safeloom.domain.questionnaires.models import Campaign, Questionnaire, Response
from safeloom.foundation.identity.models import Partnership


def of_questionnaire(here: Partnership, row: Questionnaire) -> str:
    """The page of a questionnaire."""
    return reverse("questionnaires:questionnaire", args=[here.key, row.record.reference])


def of_campaign(here: Partnership, row: Campaign) -> str:
    """The page of a campaign."""
    return reverse("questionnaires:campaign", args=[here.key, row.record.reference])


def of_response(here: Partnership, row: Response) -> str:
    """The page of a response."""
    return reverse("questionnaires:response", args=[here.key, row.record.reference])
