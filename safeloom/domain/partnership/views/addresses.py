"""Where things stand. A group of another partnership stands at an address of its own, since its
reference is of another numbering."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from safeloom.domain.partnership.models import Agency, Area, Group, Reorganisation
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


def of_act(act: Reorganisation) -> str:
    """A reorganisation's page."""
    return act_on(act, "reorganisation")


def step(act: Reorganisation, name: str) -> str:
    """A question of a plan."""
    return act_on(act, "reorganisation-step", name)


def preview(act: Reorganisation) -> str:
    """What a plan will do."""
    return act_on(act, "preview-reorganisation")


def act_on(done: Reorganisation, name: str, *args) -> str:
    """A page about a reorganisation."""
    record = done.record
    return reverse(f"partnership:{name}", args=[record.partnership.key, record.reference, *args])


def of_row(partnership: Partnership, row: Any) -> str:
    """Where a row of the structure can be seen: itself, or what it stands in; empty where nowhere."""
    if isinstance(row, Reorganisation):
        return of_act(row)
    if isinstance(row, Area):
        return of_area(row)
    if isinstance(row, Agency):
        return of_agency(partnership, row)
    for name in ("act", "seat", "post", "group", "agency", "area"):
        if getattr(row, name, None) is not None:
            return of_row(partnership, getattr(row, name))
    if isinstance(row, Group):
        return of_group(partnership, row)
    return ""
