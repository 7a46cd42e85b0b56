"""Where policy impact stands."""

from typing import Any

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.systems.policy_impact.models import PolicyImpact


def at(name: str, here: Partnership, *args: Any) -> str:
    """A page of this system."""
    return reverse(f"policy-impact:{name}", args=[here.key, *args])


def of_impact(partnership: Partnership, impact: PolicyImpact) -> str:
    """A presentation's page."""
    return at("impact", partnership, impact.record.reference)
