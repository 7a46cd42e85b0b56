"""Where the Section 11 audit stands."""

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.systems.section_11.models import Visit


def at(name: str, here: Partnership, *args: object) -> str:
    """A page of this system."""
    return reverse(f"section-11:{name}", args=[here.key, *args])


def of_visit(here: Partnership, visit: Visit) -> str:
    """A visit's page."""
    return at("visit", here, visit.record.reference)
