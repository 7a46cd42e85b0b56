"""Rows for pages. What the profile says is there for every role of the partnership."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from safeloom.domain.area_profile.definitions import Phase
from safeloom.domain.area_profile.models import (
    Correction,
    Deprivation,
    Population,
    Schools,
    Sourced,
)
from safeloom.domain.partnership.models import Area
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Partnership

KINDS: dict[str, type[Sourced]] = {
    "population": Population,
    "schools": Schools,
    "deprivation": Deprivation,
}
_WITH = ("area__record", "partnership", "entered_by__principal")


def areas(viewer: Viewer, partnership: Partnership) -> QuerySet[Area]:
    """The areas of all times: they are named on every page of the profile, also to somebody who may
    not see what else is kept of them."""
    rows = Area.objects.filter(record__partnership=partnership)
    if not viewer.may("profile.see", partnership.pk):
        rows = rows.none()
    return rows.select_related("record__partnership").order_by("record__title", "start")


def one_area(viewer: Viewer, partnership: Partnership, reference: str) -> QuerySet[Area]:
    """One area by its reference."""
    return areas(viewer, partnership).filter(record__reference=reference)


def figures(kind: str, viewer: Viewer, partnership: Partnership) -> QuerySet[Any]:
    """The figures of a kind that a viewer may see."""
    rows: QuerySet[Any] = viewer.rows("profile.see", KINDS[kind].objects.all(), partnership.pk)
    return rows.select_related(*_WITH)


def figure(kind: str, viewer: Viewer, partnership: Partnership, pk: UUID) -> QuerySet[Any]:
    """One figure."""
    return figures(kind, viewer, partnership).filter(pk=pk)


def kept(kind: str, partnership: Partnership, day: date) -> list[Any]:
    """All figures of a kind as at a day or before, the oldest first, for reports."""
    rows: QuerySet[Any] = KINDS[kind].objects.filter(partnership=partnership, day__lte=day)
    return list(rows.select_related(*_WITH).order_by("day", "area__record__title", "pk"))


def populations(viewer: Viewer, partnership: Partnership, area: Area | None) -> list[Population]:
    """The populations of an area (None: the partnership's own), by ages, the latest first."""
    rows = figures("population", viewer, partnership).filter(area=area)
    return list(rows.order_by("from_age", "-to_age", "-day"))


def schools(viewer: Viewer, partnership: Partnership, area: Area | None) -> list[Schools]:
    """The numbers of schools, the latest day first, by phase."""
    rows = figures("schools", viewer, partnership).filter(area=area)
    order = {key: place for place, key in enumerate(Phase.values)}
    found = sorted(rows, key=lambda row: (order[row.phase], row.kind))
    return sorted(found, key=lambda row: row.day, reverse=True)


def deprivation(viewer: Viewer, partnership: Partnership, area: Area | None) -> list[Deprivation]:
    """What is said about deprivation, the latest first."""
    rows = figures("deprivation", viewer, partnership).filter(area=area)
    return list(rows.order_by("index", "-day", "told_as"))


def corrections(found: Sourced) -> list[Correction]:
    """What a figure said before, the latest first."""
    return list(found.corrections.select_related("by__principal", "area__record"))


def last_change(found: Sourced) -> AuditRow | None:
    """Who changed a figure last."""
    rows = AuditRow.objects.filter(partnership=found.partnership_id, subject=str(found.pk))
    return rows.select_related("by").order_by("-at").first()
