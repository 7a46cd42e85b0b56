"""Where agencies work, and which of them are statutory partners."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands import checks, dated
from safeloom.domain.partnership.models import Agency, AgencyArea, Area, StatutoryRole
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import next_revision


@dataclass(frozen=True, kw_only=True)
class NewCover:
    """Where an agency works, on which days."""

    agency: Agency
    area: Area
    start: date | None = None
    end: date | None = None


@transaction.atomic
def cover(
    *,
    by: Person | None,
    agency: Agency,
    areas: Sequence[Area],
    start: date | None,
    end: date | None = None,
) -> list[AgencyArea]:
    """Say that an agency works in each of these areas from `start` to `end`."""
    agency = dated.locked(agency)
    new = [NewCover(agency=agency, area=area, start=start, end=end) for area in areas]
    rows = _write(new, AgencyArea.objects.filter(agency=agency))
    _audit(by, agency, "agency.cover", areas=[area.record.reference for area in areas], start=start)
    return rows


@transaction.atomic
def cover_many(
    *, by: Person | None, partnership: Partnership, new: Sequence[NewCover]
) -> list[AgencyArea]:
    """Say where many agencies work at once, under one audit row."""
    rows = _write(new, AgencyArea.objects.filter(agency__in={one.agency.pk for one in new}))
    audit.write(
        by=by,
        verb="agency.cover_many",
        subject=f"{len(rows)} places",
        partnership=partnership,
        after={"covers": [row.pk for row in rows]},
    )
    return rows


@transaction.atomic
def uncover(*, by: Person | None, cover: AgencyArea, seen: int | None, day: date) -> AgencyArea:
    """End an agency's work in an area on `day`, its last."""
    next_revision(cover, seen)
    checks.closes(cover, day)
    dated.redate(cover, cover.start, day)
    _audit(by, cover.agency, "agency.uncover", area=cover.area.record.reference, end=day)
    return cover


@transaction.atomic
def make_partner(
    *,
    by: Person | None,
    agency: Agency,
    partner: str,
    start: date | None,
    end: date | None = None,
) -> StatutoryRole:
    """Say that an agency is a statutory partner, as local authority, health or police."""
    agency = dated.locked(agency)
    if partner not in StatutoryRole.Partner.values:
        raise ValidationError({"partner": "Choose local authority, health or police."})
    row = StatutoryRole(agency=agency, partner=partner, start=start, end=end)
    checks.in_order(row)
    checks.within(row, agency, agency.name)
    already = StatutoryRole.objects.filter(agency=agency)
    checks.apart(
        row, already, lambda other: f"It is a statutory partner {checks.said(other)} already."
    )
    row.save()
    _audit(by, agency, "agency.make_partner", partner=partner, start=start, end=end)
    return row


@transaction.atomic
def end_partner(
    *, by: Person | None, role: StatutoryRole, seen: int | None, day: date
) -> StatutoryRole:
    """End an agency's part as a statutory partner on `day`, its last."""
    next_revision(role, seen)
    checks.closes(role, day)
    dated.redate(role, role.start, day)
    _audit(by, role.agency, "agency.end_partner", partner=role.partner, end=day)
    return role


def _write(new: Sequence[NewCover], standing: Iterable[AgencyArea]) -> list[AgencyArea]:
    there: dict[tuple, list[AgencyArea]] = {}
    for row in standing:
        there.setdefault((row.agency_id, row.area_id), []).append(row)
    rows = []
    for one in new:
        if one.area.record.partnership_id != one.agency.record.partnership_id:
            raise ValidationError({"area": "Choose an area of the same partnership."})
        row = AgencyArea(agency=one.agency, area=one.area, start=one.start, end=one.end)
        checks.in_order(row)
        checks.within(row, one.agency, one.agency.name)
        checks.within(row, one.area, one.area.name)
        same = there.setdefault((row.agency_id, row.area_id), [])
        checks.apart(row, same, lambda other: f"It works there {checks.said(other)} already.")
        same.append(row)
        rows.append(row)
    return AgencyArea.objects.bulk_create(rows)


def _audit(by: Person | None, agency: Agency, verb: str, **after: Any) -> None:
    audit.write(by=by, verb=verb, record=agency.record, after=after)
