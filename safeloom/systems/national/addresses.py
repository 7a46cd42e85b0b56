"""Where what arrived stands."""

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.systems.national.models import NationalItem


def at(name: str, here: Partnership, *args: object) -> str:
    """A page of this system."""
    return reverse(f"national:{name}", args=[here.key, *args])


def of_item(partnership: Partnership, item: NationalItem) -> str:
    """An item's page."""
    return at("item", partnership, item.record.reference)
