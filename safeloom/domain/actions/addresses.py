"""Where actions stand."""

from typing import Any

from django.urls import reverse

from safeloom.domain.actions.models import Action, Assurance, Recommendation
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record


def page(name: str, here: Partnership, *args: Any) -> str:
    """A page of the tracker."""
    return reverse(f"actions:{name}", args=[here.key, *args])


def of_action(here: Partnership, action: Action) -> str:
    """An action's page."""
    return page("action", here, action.record.reference)


def of_recommendation(here: Partnership, recommendation: Recommendation) -> str:
    """A recommendation's page."""
    return page("recommendation", here, recommendation.record.reference)


def of_assurance(here: Partnership, assurance: Assurance) -> str:
    """The page of what an agency is asked about a recommendation."""
    return page("assurance", here, assurance.record.reference)


def adding(here: Partnership, source: Record | None = None) -> str:
    """Where an action is added, from a record where one is given."""
    return page("add", here) + (f"?source={source.pk}" if source else "")
