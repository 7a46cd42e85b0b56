"""Rows for pages: measures, targets, supplies and returns that a viewer may see."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet

from safeloom.domain.area_profile.queries import read_populations
from safeloom.domain.indicators.cells import Cell, cell_of, counted_only, set_against
from safeloom.domain.indicators.definitions import Breakdown
from safeloom.domain.indicators.models import Measure, MeasureTarget, Return, Supply
from safeloom.domain.indicators.queries.book import about_of
from safeloom.domain.indicators.queries.outstanding import closed_periods
from safeloom.domain.partnership.models import Agency, Area
from safeloom.domain.partnership.queries.schools import apart_from_schools
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.kernel.periods import Period


def measures(
    viewer: Viewer, partnership: Partnership, permission: str = "measure.see"
) -> QuerySet[Measure]:
    """The measures a viewer may see."""
    rows = viewer.rows(permission, Measure.objects.all(), partnership.pk)
    return rows.select_related("record", "partnership")


def measure_keys(partnership: Partnership) -> set[str]:
    """The keys that are taken."""
    return set(Measure.objects.filter(partnership=partnership).values_list("key", flat=True))


def returns(viewer: Viewer, partnership: Partnership) -> QuerySet[Return]:
    """The returns a viewer may see, with what a page says of them."""
    rows = viewer.rows("return.see", Return.objects.all(), partnership.pk)
    return rows.select_related(
        "measure__record",
        "measure__partnership",
        "area__record",
        "agency__principal",
        "agency__record",
        "supplier__principal",
        "entered_by__principal",
    )


def known_of(found: Return) -> Cell:
    """What a return says; a number counted only is set against the population that applies on the
    last day of its period: 2 queries more."""
    measure = found.measure
    cell = cell_of(
        measure, found.state, found.numerator, found.denominator, found.value, found.narrative
    )
    if not counted_only(cell):
        return cell
    populations = read_populations(measure.partnership_id, [measure.band])
    return set_against(measure, cell, populations, [found.area_id], found.end)


def targets(measure: Measure) -> list[MeasureTarget]:
    """The targets of a measure, the latest first."""
    return list(measure.targets_set.order_by("-start"))


def supplies(viewer: Viewer, measure: Measure) -> list[Supply]:
    """Who supplies a measure, as far as the viewer may see."""
    rows = viewer.rows("return.see", measure.supplies.all(), measure.partnership_id)
    rows = rows.select_related("agency__principal", "area__record")
    return list(rows.order_by("agency__principal__name", "area__record__title", "start"))


def supply(partnership: Partnership, key: int) -> QuerySet[Supply]:
    """A supply of the partnership's measures."""
    rows = Supply.objects.filter(pk=key, measure__partnership=partnership)
    return rows.select_related("measure__record", "measure__partnership", "agency__principal")


def latest_returns(viewer: Viewer, measure: Measure, most: int = 24) -> list[Return]:
    """The returns of a measure, the latest first."""
    rows = returns(viewer, measure.partnership).filter(measure=measure)
    return list(rows.order_by("-end", "area__record__title", "agency__principal__name")[:most])


def agencies(partnership: Partnership) -> QuerySet[Agency]:
    """The agencies that can be asked."""
    rows = apart_from_schools(Agency.objects.filter(record__partnership=partnership), today())
    return rows.select_related("principal", "record").order_by("principal__name")


def areas(partnership: Partnership) -> QuerySet[Area]:
    """The areas."""
    rows = Area.objects.filter(record__partnership=partnership)
    return rows.select_related("record").order_by("record__title")


def own_agencies(viewer: Viewer, partnership: Partnership) -> set[UUID] | None:
    """The agencies a viewer may return for; None for any."""
    if viewer.may_everywhere("return.enter", partnership.pk):
        return None
    return viewer.over("return.enter", partnership.pk)


def agencies_to_return_for(viewer: Viewer, partnership: Partnership) -> QuerySet[Agency]:
    """The agencies a viewer may return for, as rows."""
    own = own_agencies(viewer, partnership)
    rows = agencies(partnership)
    return rows if own is None else rows.filter(pk__in=own)


@dataclass(frozen=True, slots=True)
class Slot:
    """One return an agency is asked for: what is there already, if anything."""

    measure: Measure
    period: Period
    area: Area | None
    agency: Agency | None
    there: Return | None

    @property
    def about(self):
        """The area or agency it is about; None for the whole partnership."""
        return self.area or self.agency


def slots(agency: Agency, period: Period, day) -> list[Slot]:
    """The returns an agency is asked for whose own periods end within `period` and are over by
    `day`: 2 queries."""
    rows = Supply.objects.filter(agency=agency).select_related(
        "measure__record", "measure__partnership", "area__record"
    )
    rows = list(rows.order_by("measure__order", "measure__key", "area__record__title"))
    keys = {row.measure_id for row in rows}
    found = Return.objects.filter(
        measure__in=keys, end__gte=period.start, end__lte=period.end
    ).select_related("entered_by__principal")
    there = {(row.measure_id, row.end, row.area_id or row.agency_id): row for row in found}
    return [
        Slot(
            row.measure,
            own,
            row.area,
            agency if row.measure.breakdown == Breakdown.AGENCY else None,
            there.get((row.measure_id, own.end, about_of(row.measure, row))),
        )
        for row in rows
        for own in closed_periods(row, day)
        if own.end in period
    ]


def has_begun(partnership: Partnership) -> tuple[bool, bool]:
    """Whether there are measures, and whether an agency is asked for any. 1 query."""
    supplies = Supply.objects.filter(measure__partnership=OuterRef("pk"))
    return (
        Partnership.objects.filter(pk=partnership.pk)
        .values_list(Exists(Measure.objects.filter(partnership=OuterRef("pk"))), Exists(supplies))
        .get()
    )


def changed_since(
    viewer: Viewer, partnership: Partnership, since: datetime
) -> list[tuple[Measure, datetime]]:
    """The measures for which something was returned since a moment, and when last, the latest
    first: 2 queries."""
    rows = viewer.rows("return.see", Return.objects.all(), partnership.pk)
    rows = rows.filter(entered__gt=since).values("measure").annotate(last=Max("entered"))
    found = {row["measure"]: row["last"] for row in rows.order_by("-last")[:20]}
    known = Measure.objects.select_related("record", "partnership").in_bulk(list(found))
    return [(known[key], at) for key, at in found.items()]


def last_change(measure: Measure) -> AuditRow | None:
    """Who changed a measure last."""
    return measure.record.audit.select_related("by").order_by("-at").first()
