"""Where the records and pages of this system stand."""

from typing import Any

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.systems.challenge.models import Disagreement, PartnerChallenge


def at(name: str, here: Partnership, *args: Any) -> str:
    """A page of this system."""
    return reverse(f"challenge:{name}", args=[here.key, *args])


def of_disagreement(partnership: Partnership, found: Disagreement) -> str:
    """A disagreement's page."""
    return at("disagreement", partnership, found.record.reference)


def of_challenge(partnership: Partnership, found: PartnerChallenge) -> str:
    """The page of a partner's challenge."""
    return at("partner", partnership, found.record.reference)
