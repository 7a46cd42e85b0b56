"""Who chairs a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands import checks, dated
from safeloom.domain.partnership.models import Chairing, Group
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import next_revision


@dataclass(frozen=True, kw_only=True)
class NewChairing:
    """Who chairs a group, or is its vice-chair, on which days."""

    group: Group
    person: Person
    part: str = Chairing.Part.CHAIR
    start: date | None = None
    end: date | None = None


@transaction.atomic
def appoint(*, by: Person | None, new: NewChairing) -> Chairing:
    """Appoint a chair or vice-chair. Refused while the group has one."""
    checks.not_for_oneself(by, new.person, new.group.pk)
    dated.locked(new.group)
    standing = list(new.group.chairings.select_related("person__principal"))
    (chairing,) = _write([new], standing)
    _audit(by, chairing, "chair.appoint", after=audit.fields_of(chairing))
    return chairing


@transaction.atomic
def appoint_many(
    *, by: Person | None, partnership: Partnership, new: Sequence[NewChairing]
) -> list[Chairing]:
    """Appoint many chairs of a partnership's groups at once, under one audit row."""
    groups = {one.group.pk for one in new}
    standing = Chairing.objects.filter(group__in=groups).select_related("person__principal")
    chairings = _write(new, list(standing))
    audit.write(
        by=by,
        verb="chair.appoint_many",
        subject=f"{len(chairings)} chairs",
        partnership=partnership,
        after={"chairings": [chairing.pk for chairing in chairings]},
    )
    return chairings


@transaction.atomic
def end(*, by: Person | None, chairing: Chairing, seen: int | None, day: date) -> Chairing:
    """Say that `day` was the last on which a person chaired a group."""
    return _redate(by, "chair.end", chairing, seen, chairing.start, day)


@transaction.atomic
def correct(
    *,
    by: Person | None,
    chairing: Chairing,
    seen: int | None,
    start: date | None,
    end: date | None,
) -> Chairing:
    """Correct the days on which a person chaired a group."""
    return _redate(by, "chair.correct", chairing, seen, start, end)


@transaction.atomic
def withdraw(*, by: Person | None, chairing: Chairing) -> None:
    """Take away what was entered by mistake: the person never chaired the group."""
    _audit(by, chairing, "chair.withdraw", before=audit.fields_of(chairing))
    dated.remove(chairing)


def _write(new: Sequence[NewChairing], standing: Sequence[Chairing]) -> list[Chairing]:
    groups = {one.group.pk: one.group for one in new}
    for group in groups.values():
        people = [one.person for one in new if one.group.pk == group.pk]
        checks.known(people, group.partnerships())
    taken: dict[tuple, list[Chairing]] = {}
    for other in standing:
        taken.setdefault((other.group_id, other.part), []).append(other)
    rows = []
    for one in new:
        if one.part not in Chairing.Part.values:
            raise ValidationError({"part": "Choose chair or vice-chair."})
        row = Chairing(
            group=one.group, person=one.person, part=one.part, start=one.start, end=one.end
        )
        _fits(row, taken.setdefault((row.group_id, row.part), []))
        taken[row.group_id, row.part].append(row)
        rows.append(row)
    dated.belong(rows, [(row.person_id, row.group_id) for row in rows])
    return Chairing.objects.bulk_create(rows)


def _fits(row: Chairing, others: Sequence[Chairing]) -> None:
    checks.in_order(row)
    checks.within(row, row.group, row.group.name)
    part = row.get_part_display().lower()
    checks.apart(
        row,
        others,
        lambda other: (
            f"{other.person.name} is the {part} {checks.said(other)}. "
            "Choose other days, or end that first."
        ),
    )


def _redate(
    by: Person | None,
    verb: str,
    chairing: Chairing,
    seen: int | None,
    start: date | None,
    end: date | None,
) -> Chairing:
    next_revision(chairing, seen)
    group = dated.locked(chairing.group)
    if checks.lasts_longer(chairing, start, end):
        checks.not_for_oneself(by, chairing.person, group.pk)
    with audit.changing(chairing, by=by, verb=verb, record=group.record):
        chairing.start, chairing.end = start, end
        same = group.chairings.filter(part=chairing.part).exclude(pk=chairing.pk)
        _fits(chairing, list(same.select_related("person__principal")))
        dated.redate(chairing, start, end)
    return chairing


def _audit(by: Person | None, chairing: Chairing, verb: str, **changed: Any) -> None:
    record = chairing.group.record
    audit.write(by=by, verb=verb, record=record, **changed)
