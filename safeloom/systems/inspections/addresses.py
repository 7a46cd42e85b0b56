"""Where inspections stand."""

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.systems.inspections.models import Inspection


def at(name: str, here: Partnership, *args: object) -> str:
    """A page of this system."""
    return reverse(f"inspections:{name}", args=[here.key, *args])


def of_inspection(partnership: Partnership, inspection: Inspection) -> str:
    """An inspection's page."""
    return at("inspection", partnership, inspection.record.reference)
