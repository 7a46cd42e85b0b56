"""Where plans and risks stand."""

from django.urls import reverse

from safeloom.domain.plans.models import Risk
from safeloom.foundation.identity.models import Partnership


def of_risk(partnership: Partnership, risk: Risk) -> str:
    """A risk's page."""
    return reverse("plans:risk", args=[partnership.key, risk.record.reference])


def act(name: str, partnership: Partnership, *args: object) -> str:
    """The page of something that is listed or can be done."""
    return reverse(f"plans:{name}", args=[partnership.key, *args])
