"""Where the records of this system stand."""

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.systems.compact.models import CompactVersion, InductionItem


def of_version(partnership: Partnership, version: CompactVersion) -> str:
    """A version's page."""
    return reverse("compact:version", args=[partnership.key, version.record.reference])


def of_item(partnership: Partnership, item: InductionItem) -> str:
    """An item's page."""
    return reverse("compact:item", args=[partnership.key, item.record.reference])
