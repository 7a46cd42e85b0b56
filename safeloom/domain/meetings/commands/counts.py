"""Bringing in counts of attendance from before meetings were held here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.meetings.models import AttendanceCount
from safeloom.domain.partnership.models import Agency, Group
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn
from safeloom.web.imports.journal import Journal


@dataclass(frozen=True, kw_only=True)
class NewCount:
    """What a list says of a seat or agency. `attended` includes `deputies`, where those are told."""

    group: Group
    called: str
    start: date
    end: date
    invited: int
    attended: int
    deputies: int | None = None
    agency: Agency | None = None


@transaction.atomic
def bring_counts(
    *,
    by: Person | None,
    partnership: Partnership,
    new: Sequence[NewCount],
    changed: Sequence[tuple[AttendanceCount, NewCount]],
    journal: Journal,
    name: str = "",
) -> list[AttendanceCount]:
    """Write counts, all or none, in the order of the list; those that are new come back. `name` is the
    file's. Raises `ValidationError`."""
    in_turn(partnership)
    for said in [*new, *(to for _, to in changed)]:
        _check(partnership, said)
    made = AttendanceCount.objects.bulk_create(
        _fill(AttendanceCount(partnership=partnership, place=place, source=name[:200]), said)
        for place, said in enumerate(new, start=1)
    )
    journal.made(made)
    rows = [row for row, _ in changed]
    journal.changing(rows)
    for row, said in changed:
        _fill(row, said)
    AttendanceCount.objects.bulk_update(rows, ["agency", "invited", "attended", "deputies"])
    audit.write(
        by=by,
        verb="attendance.bring_in",
        subject=f"{len(made) + len(rows)} counts of attendance",
        partnership=partnership,
        after={"new": len(made), "changed": len(rows), "file": name},
    )
    return made


def _fill(row: AttendanceCount, said: NewCount) -> AttendanceCount:
    row.group, row.agency, row.called = said.group, said.agency, said.called
    row.start, row.end = said.start, said.end
    row.invited, row.attended, row.deputies = said.invited, said.attended, said.deputies
    return row


def _check(partnership: Partnership, said: NewCount) -> None:
    if said.group.record.partnership_id != partnership.pk:
        raise ValidationError({"group": "Choose a group of this partnership."})
    if said.end < said.start:
        raise ValidationError({"end": "The last day is before the first day."})
    if min(said.invited, said.attended, said.deputies or 0) < 0:
        raise ValidationError({"invited": "A count is never below zero."})
    if said.attended > said.invited:
        raise ValidationError({"attended": "Nobody attended more often than they were invited."})
    if (said.deputies or 0) > said.attended:
        raise ValidationError({"deputies": "Deputies are counted within what was attended."})
