"""Where things stand. A group of another partnership stands at an address of its own, since its
reference is of another numbering."""

from uuid import UUID

from django.urls import reverse

from safeloom.domain.partnership.models import Agency, Area, Group
from safeloom.foundation.identity.models import Partnership


def listing(partnership: Partnership, noun: str) -> str:
    """The list of `areas`, `agencies`, `people` or `groups`."""
    return reverse(f"partnership:{noun}", args=[partnership.key])


def of_area(area: Area) -> str:
    """An area's page."""
    record = area.record
    return reverse("partnership:area", args=[record.partnership.key, record.reference])


def of_agency(partnership: Partnership, agency: Agency) -> str:
    """An agency's page; empty for an agency of another partnership."""
    if agency.record.partnership_id != partnership.pk:
        return ""
    return reverse("partnership:agency", args=[partnership.key, agency.record.reference])


def of_person(partnership: Partnership, person: UUID) -> str:
    """A person's page."""
    return reverse("partnership:person", args=[partnership.key, person])


def of_group(partnership: Partnership, group: Group) -> str:
    """A group's page as a partnership sees it."""
    record = group.record
    if record.partnership_id == partnership.pk:
        return reverse("partnership:group", args=[partnership.key, record.reference])
    return reverse(
        "partnership:shared-group", args=[partnership.key, record.partnership.key, record.reference]
    )


def act(name: str, partnership: Partnership, *args) -> str:
    """The page of something that can be done."""
    return reverse(f"partnership:{name}", args=[partnership.key, *args])


def bring_in(partnership: Partnership, kind: str) -> str:
    """Where a file of a kind is brought in."""
    return reverse(f"imports:send-{kind}", args=[partnership.key])
