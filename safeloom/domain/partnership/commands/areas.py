"""Adding, changing and closing areas, and saying what came out of what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands import checks, dated
from safeloom.domain.partnership.commands.succession import circle
from safeloom.domain.partnership.models import AgencyArea, Area, AreaSuccession
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import new_records
from safeloom.kernel import identifiers


@dataclass(frozen=True, kw_only=True)
class NewArea:
    """What is said of an area when it is added."""

    name: str
    gss_code: str = ""
    dfe_la_code: str = ""
    start: date | None = None
    end: date | None = None


@transaction.atomic
def add(*, by: Person | None, partnership: Partnership, new: NewArea) -> Area:
    """Add an area. Refused when one of the same name or code exists on the same days."""
    (area,) = write(partnership, [new])
    audit.write(
        by=by,
        verb="area.add",
        record=area.record,
        after={"name": area.name, **audit.fields_of(area)},
    )
    return area


@transaction.atomic
def add_many(*, by: Person | None, partnership: Partnership, new: Sequence[NewArea]) -> list[Area]:
    """Add many areas at once, under one audit row; they come back in the same order."""
    areas = write(partnership, new)
    audit.write(
        by=by,
        verb="area.add_many",
        subject=f"{len(areas)} areas",
        partnership=partnership,
        after={"references": [area.record.reference for area in areas]},
    )
    return areas


@transaction.atomic
def change(*, by: Person | None, area: Area, seen: int | None, to: NewArea) -> Area:
    """Change what is said of an area."""
    area = dated.opened(area, seen)
    record = area.record
    with audit.changing(area, record, by=by, verb="area.change", record=record):
        _fill(area, to)
        record.title = checks.words(to.name, "name", "the name of the area")
        _alone([area], record.partnership)
        checks.holds_all(area, area.covered_by.all(), "An agency works here")
        record.save(update_fields=["title"])
        area.save()
    return area


@transaction.atomic
def close(*, by: Person | None, area: Area, seen: int | None, day: date) -> Area:
    """End an area on `day`, its last; agencies stop working in it that day."""
    area = dated.opened(area, seen)
    record = area.record
    with audit.changing(area, by=by, verb="area.close", record=record):
        checks.closes(area, day)
        dated.end_all(AgencyArea.objects.filter(area=area), day, "An agency's work here")
        area.save(update_fields=["end"])
    return area


@transaction.atomic
def succeed(*, by: Person | None, predecessor: Area, successor: Area, day: date) -> AreaSuccession:
    """Say that from `day` one area stands for all or part of another."""
    partnership = predecessor.record.partnership
    if successor.record.partnership_id != partnership.pk:
        raise ValidationError({"successor": "Choose an area of the same partnership."})
    heirs = AreaSuccession.objects.filter(predecessor__record__partnership=partnership)
    circle(predecessor.pk, successor.pk, heirs.values_list("predecessor_id", "successor_id"))
    row = AreaSuccession.objects.create(predecessor=predecessor, successor=successor, day=day)
    audit.write(
        by=by,
        verb="area.succeed",
        subject=f"{predecessor.record.reference} to {successor.record.reference}",
        partnership=partnership,
        record=predecessor.record,
        after={"successor": successor.record.reference, "day": day},
    )
    return row


def write(partnership: Partnership, new: Sequence[NewArea]) -> list[Area]:
    """New areas by the rules above, for a command that writes the audit itself."""
    titles = [checks.words(one.name, "name", "the name of the area") for one in new]
    records = new_records(partnership=partnership, kind="area", prefix="AR", titles=titles)
    areas = [_fill(Area(record=record), one) for record, one in zip(records, new, strict=True)]
    _alone(areas, partnership)
    return Area.objects.bulk_create(areas)


def _fill(area: Area, said: NewArea) -> Area:
    area.gss_code = checks.identifier(identifiers.gss_code, said.gss_code, "gss_code")
    area.dfe_la_code = checks.identifier(identifiers.dfe_la_code, said.dfe_la_code, "dfe_la_code")
    area.start, area.end = said.start, said.end
    checks.in_order(area)
    return area


def _alone(areas: Sequence[Area], partnership: Partnership) -> None:
    """Refuse two areas of one name or one code on the same days."""
    others = Area.objects.filter(record__partnership=partnership).select_related("record")
    standing = list(others.exclude(pk__in=[area.pk for area in areas]))
    for area in areas:
        for other in standing:
            if not checks.meet(area, other):
                continue
            if area.name.casefold() == other.name.casefold():
                raise ValidationError({"name": f"{other} exists already {checks.said(other)}."})
            for field in ("gss_code", "dfe_la_code"):
                if getattr(area, field) and getattr(area, field) == getattr(other, field):
                    raise ValidationError({field: f"This is the code of {other} on those days."})
        standing.append(area)
