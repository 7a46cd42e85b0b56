"""Adding and correcting figures of the area profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.area_profile.models import Deprivation, Population, Schools, Sourced
from safeloom.domain.partnership.models import Area
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision


@dataclass(frozen=True, kw_only=True)
class _New:
    area: Area | None = None
    day: date
    source: str
    published: date | None = None
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class NewPopulation(_New):
    """A population of an area, or (no area) of the partnership as a whole."""

    from_age: int
    to_age: int
    number: int


@dataclass(frozen=True, kw_only=True)
class NewSchools(_New):
    """A number of schools."""

    phase: str
    kind: str
    number: int


@dataclass(frozen=True, kw_only=True)
class NewDeprivation(_New):
    """What an index says."""

    index: str
    edition: str
    told_as: str
    value: Decimal
    out_of: int | None = None


def add_population(
    *, by: Person | None, partnership: Partnership, new: NewPopulation
) -> Population:
    """Keep a population. Raises `ValidationError` by field, also where there is one for the same
    place, ages and day."""
    return add_populations(by=by, partnership=partnership, new=[new])[0]


@transaction.atomic
def add_populations(
    *, by: Person | None, partnership: Partnership, new: Sequence[NewPopulation]
) -> list[Population]:
    """Keep many populations, all or none, under one audit row. Raises `ValidationError`."""
    return _add(by, partnership, Population, "population.add", new)


@transaction.atomic
def add_schools(
    *, by: Person | None, partnership: Partnership, new: Sequence[NewSchools]
) -> list[Schools]:
    """Keep numbers of schools, all or none, under one audit row. Raises `ValidationError`."""
    return _add(by, partnership, Schools, "schools.add", new)


@transaction.atomic
def add_deprivation(
    *, by: Person | None, partnership: Partnership, new: Sequence[NewDeprivation]
) -> list[Deprivation]:
    """Keep what an index says, all or none, under one audit row. Raises `ValidationError`."""
    return _add(by, partnership, Deprivation, "deprivation.add", new)


@transaction.atomic
def correct(
    *, by: Person | None, found: Sourced, seen: int, reason: str, to: Mapping[str, Any]
) -> Sourced:
    """Say something else in place of what a figure says; `to` are fields of it. What it said is kept
    with who, when and why. The same again writes nothing.

    Raises `ValidationError` without a reason and where it would contradict another figure, and
    `Stale` when its revision is not `seen`.
    """
    in_turn(found.partnership)
    said = found.told()
    changed = {name: value for name, value in to.items() if said[name] != value}
    if not changed:
        return found
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is corrected: that is kept beside it."})
    next_revision(found, seen)
    was = {name: getattr(found, name) for name in found.FIELDS}
    with audit.changing(
        found,
        by=by,
        verb=f"{found._meta.model_name}.correct",
        subject=str(found.pk),
        partnership=found.partnership,
        record=found.area.record if found.area else None,
    ):
        for name, value in changed.items():
            setattr(found, name, value)
        found.entered_by, found.entered = by, datetime.now(UTC)
        found.full_clean()
        found.save()
    found.corrections.create(
        at=found.entered, by=by, reason=reason.strip()[:500], revision=found.revision - 1, **was
    )
    return found


def _add(
    by: Person | None,
    partnership: Partnership,
    model: type[Any],
    verb: str,
    new: Sequence[NewPopulation | NewSchools | NewDeprivation],
) -> list[Any]:
    in_turn(partnership)
    moment = datetime.now(UTC)
    rows = [
        model(
            partnership=partnership,
            entered_by=by,
            entered=moment,
            **vars(said),
        )
        for said in new
    ]
    links = [field.name for field in model._meta.fields if field.is_relation]
    for row in rows:
        row.clean_fields(exclude=links)
        row.clean()
    _apart(rows, partnership, model)
    for row in rows:
        row.validate_constraints()
    model.objects.bulk_create(rows)
    only = rows[0] if len(rows) == 1 else None
    audit.write(
        by=by,
        verb=verb,
        subject=str(only.pk) if only else f"{len(rows)} figures",
        partnership=partnership,
        record=only.area.record if only and only.area else None,
        after=audit.fields_of(only) if only else {"figures": [_line(row) for row in rows]},
    )
    return rows


def _line(row: Any) -> str:
    where = row.area.record.reference if row.area else "whole"
    return f"{where}, {row.what}, {row.day}: {row.said} ({row.source})"


def _apart(rows: Sequence[Any], partnership: Partnership, model: type[Any]) -> None:
    """Refuse two figures of one place."""

    def place(row: Any) -> tuple:
        return row.area_id, *(getattr(row, name) for name in model.SAME)

    days = {row.day for row in rows}
    there = model.objects.filter(partnership=partnership, day__in=days)
    taken = {place(row): row for row in there.select_related("area__record", "partnership")}
    for row in rows:
        other = taken.setdefault(place(row), row)
        if other is not row:
            raise ValidationError({"day": _clash(other)})


def _clash(other: Any) -> str:
    return (
        f"{other.what} of {other.where} on that day is there already: {other.said} "
        f"({other.source}). Correct that figure instead."
    )
