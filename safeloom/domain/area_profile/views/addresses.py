"""Where things of the profile stand."""

from django.urls import reverse

from safeloom.domain.area_profile.models import Sourced
from safeloom.domain.partnership.models import Area
from safeloom.foundation.identity.models import Partnership

WHOLE = "whole"


def of_profile(partnership: Partnership, area: Area | None = None) -> str:
    """The profile of an area, or of the partnership as a whole."""
    if area is None:
        return reverse("area_profile:whole", args=[partnership.key])
    return reverse("area_profile:area", args=[partnership.key, area.record.reference])


def of_figure(found: Sourced) -> str:
    """One figure."""
    kind = found._meta.model_name
    return reverse(f"area_profile:{kind}", args=[found.partnership.key, found.pk])


def act(name: str, partnership: Partnership, *args: object) -> str:
    """The page of something that can be done."""
    return reverse(f"area_profile:{name}", args=[partnership.key, *args])


def named(area: Area | None) -> str:
    """How an area, or the whole, is called in an address."""
    return area.record.reference if area else WHOLE
