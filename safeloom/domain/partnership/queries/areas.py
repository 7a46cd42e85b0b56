"""Areas."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from safeloom.domain.partnership.models import (
    Agency,
    AgencyArea,
    Area,
    AreaSuccession,
    as_called,
)
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership


def areas(viewer: Viewer, partnership: Partnership, permission: str = "area.see") -> QuerySet[Area]:
    """The areas of a partnership, of all times."""
    rows = Area.objects.select_related("record__partnership")
    return viewer.rows(permission, rows, partnership.pk).order_by("record__title")


def listed(viewer: Viewer, partnership: Partnership, day: date) -> QuerySet[Area]:
    """The areas as at a day, each with the agencies that work in it as `agencies_now`."""
    working = AgencyArea.objects.as_at(day)
    return (
        areas(viewer, partnership)
        .as_at(day)
        .prefetch_related(Prefetch("covered_by", working, to_attr="agencies_now"))
    )


def working_in(viewer: Viewer, area: Area, day: date) -> list[AgencyArea]:
    """The agencies that work in an area on a day, by name."""
    seen = viewer.rows("agency.see", Agency.objects.all(), area.record.partnership_id)
    rows = area.covered_by.as_at(day).filter(agency__in=seen)
    found = list(
        rows.select_related("agency__principal", "agency__record").order_by(
            "agency__principal__name"
        )
    )
    as_called((cover.agency for cover in found), day)
    return found


def successions(area: Area) -> tuple[list[AreaSuccession], list[AreaSuccession]]:
    """What an area came out of, and what it became."""
    before = area.came_from.select_related("predecessor__record__partnership")
    after = area.became.select_related("successor__record__partnership")
    return list(before), list(after)
