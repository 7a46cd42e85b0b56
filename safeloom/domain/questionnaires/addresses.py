"""Where questionnaires, campaigns and responses have their pages."""

from typing import Any

from django.urls import reverse

from safeloom.domain.questionnaires.models import Campaign, Questionnaire, Response, Version
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import QuestionnaireUse, offered


def of_questionnaire(here: Partnership, row: Questionnaire) -> str:
    """The page of a questionnaire."""
    return reverse("questionnaires:questionnaire", args=[here.key, row.record.reference])


def of_campaign(here: Partnership, row: Campaign) -> str:
    """The page of a campaign."""
    return reverse("questionnaires:campaign", args=[here.key, row.record.reference])


def of_response(here: Partnership, row: Response) -> str:
    """The page of a response."""
    return reverse("questionnaires:response", args=[here.key, row.record.reference])


def at(name: str, here: Partnership, *args: Any) -> str:
    """A page of questionnaires by its name."""
    return reverse(f"questionnaires:{name}", args=[here.key, *args])


def to_assurance(viewer: Viewer, here: Partnership) -> list[tuple[str, str]]:
    """The way back to the first page of assurance: the campaigns, or for who may not see them what their
    agency is asked."""
    first = "campaigns" if viewer.may("questionnaire.see", here.pk) else "responses"
    return [("Assurance", at(first, here))]


def to_choose(here: Partnership, row: Campaign) -> str:
    """Where is chosen whom a campaign asks: a page of its use's own, where it has one."""
    own = next((one.asking for one in offered(QuestionnaireUse) if one.key == row.use), "")
    return reverse(own or "questionnaires:ask", args=[here.key, row.record.reference])


def of_version(here: Partnership, row: Version) -> str:
    """The page of a version."""
    return at("version", here, row.questionnaire.record.reference, row.number)


def by_link(secret: str) -> str:
    """Where the link of a secret leads; it needs no account."""
    return reverse("questionnaires:open-link", args=[secret])


def to_answer(here: Partnership, reference: str) -> str:
    """Where who signs in answers a response."""
    return at("answer", here, reference)


def of_open_link(code: str) -> str:
    """Where anybody answers by an open link."""
    return reverse("questionnaires:anonymous", args=[code])
