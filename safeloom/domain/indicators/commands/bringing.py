"""Bringing measures and their targets in from a file, under one audit row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from safeloom.domain.indicators.commands.many import cleaned, write
from safeloom.domain.indicators.models import Measure, MeasureTarget
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import Stale, in_turn
from safeloom.web.imports.journal import Journal

_LISTED = 200
_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a measure, by its key, should reach from now on. `standing` is the target that holds until
    then and ends the day before; without one the new target has always held."""

    key: str
    value: Decimal
    tolerance: Decimal = Decimal(0)
    standing: MeasureTarget | None = None


@transaction.atomic
def bring_measures(
    *,
    by: Person | None,
    partnership: Partnership,
    new: Sequence[dict[str, Any]],
    changed: Sequence[tuple[Measure, dict[str, Any]]],
    targets: Sequence[Target],
    day: date,
    journal: Journal,
    name: str = "",
) -> list[Measure]:
    """Add and change measures and set their targets, all or none; those that are new come back. Each of
    `new` holds a title and the fields of `Measure`; `changed` are pairs of a measure as it was read and
    the fields that are to change. Raises `ValidationError`, and `Stale` where one was changed since."""
    in_turn(partnership)
    made = write(partnership, new) if new else []
    journal.made(measure.record for measure in made)
    journal.made(made)
    _change(changed, journal)
    _set(partnership, targets, day, journal)
    after: dict[str, Any] = {"new": len(made), "changed": len(changed), "targets": len(targets)}
    if len(made) + len(changed) <= _LISTED:
        after["measures"] = [measure.key for measure in made]
        after["changed_measures"] = [measure.key for measure, _ in changed]
    if name:
        # People call files after themselves.
        after["file"] = audit.not_kept("web.Import.name", name)
    subject = f"{len(made) + len(changed)} measures"
    audit.write(
        by=by, verb="measure.bring_in", subject=subject, partnership=partnership, after=after
    )
    return made


def _change(changed: Sequence[tuple[Measure, dict[str, Any]]], journal: Journal) -> None:
    if not changed:
        return
    to = {measure.pk: (measure.revision, fields) for measure, fields in changed}
    found = list(Measure.objects.filter(pk__in=list(to)).order_by("pk"))
    if any(measure.revision != to[measure.pk][0] for measure in found):
        raise Stale
    journal.changing(found)
    names = {"revision"}
    for measure in found:
        fields = to[measure.pk][1]
        names |= fields.keys()
        for name, value in fields.items():
            setattr(measure, name, value)
        measure.revision += 1
    cleaned(found)
    Measure.objects.bulk_update(found, sorted(names), _BATCH)


def _set(partnership: Partnership, targets: Sequence[Target], day: date, journal: Journal) -> None:
    if not targets:
        return
    keys = [target.key for target in targets]
    measures = {
        measure.key: measure
        for measure in Measure.objects.filter(partnership=partnership, key__in=keys)
    }
    ending = {target.standing.pk for target in targets if target.standing is not None}
    standing = list(MeasureTarget.objects.filter(pk__in=ending))
    if len(standing) != len(ending) or any(each.end and each.end < day for each in standing):
        raise Stale
    journal.changing(standing)
    for each in standing:
        each.end = day - timedelta(days=1)
    MeasureTarget.objects.bulk_update(standing, ["end"], _BATCH)
    made = [
        MeasureTarget(
            measure=measures[target.key],
            value=target.value,
            tolerance=target.tolerance,
            start=day if target.standing is not None else None,
        )
        for target in targets
    ]
    cleaned(made)
    journal.made(MeasureTarget.objects.bulk_create(made))
