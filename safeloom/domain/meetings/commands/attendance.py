"""Marking who was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.meetings.commands import checks
from safeloom.domain.meetings.commands.agenda import can_be_minuted
from safeloom.domain.meetings.models import InAttendance, Meeting, SeatAttendance
from safeloom.domain.meetings.queries.attendance import SeatRow, seat_rows
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date

State = SeatAttendance.State


@dataclass(frozen=True, kw_only=True)
class Mark:
    """How somebody marked a seat, having seen its row at revision `seen` (0: no row)."""

    seat: UUID
    state: str
    deputy: str = ""
    seen: int = 0


@dataclass(frozen=True)
class Clash:
    """A seat that somebody else marked meanwhile, otherwise: `row` is as it stands now."""

    row: SeatRow
    mine: Mark


@dataclass(frozen=True)
class Marked:
    """How many seats were marked, and which were not because somebody else had marked them."""

    saved: int
    clashes: Sequence[Clash]


@transaction.atomic
def mark(*, by: Person | None, meeting: Meeting, marks: Sequence[Mark]) -> Marked:
    """Mark seats of the group. A seat that somebody else marked since it was seen is left as it is and
    told, unless both said the same; the others are saved. Raises ValidationError at `state-<seat>` or
    `deputy-<seat>`, and then nothing is."""
    in_turn(meeting.record)
    can_be_minuted(meeting)
    there = {row.seat.pk: row for row in seat_rows(meeting)}
    _check(meeting, marks, there)
    new: list[SeatAttendance] = []
    again: list[SeatAttendance] = []
    clashes = []
    for said in marks:
        row = there[said.seat]
        deputy = _deputy(said)
        now = row.mark
        if (row.state, now.deputy if now else "") == (said.state, deputy):
            continue
        if said.seen != (now.revision if now else 0):
            clashes.append(Clash(row, said))
            continue
        (again if now else new).append(
            now := now or SeatAttendance(meeting=meeting, seat=row.seat, revision=0)
        )
        now.state, now.deputy = said.state, deputy
        now.revision += 1
        now.at, now.by = datetime.now(UTC), by
    SeatAttendance.objects.bulk_create(new)
    SeatAttendance.objects.bulk_update(again, ["state", "deputy", "revision", "at", "by"])
    if saved := [*new, *again]:
        audit.write(
            by=by,
            verb="attendance.mark",
            record=meeting.record,
            after={"seats": [f"{row.seat_id}: {row.state or 'not marked'}" for row in saved]},
        )
    return Marked(len(saved), clashes)


@transaction.atomic
def add_in_attendance(
    *, by: Person | None, meeting: Meeting, name: str, role: str = "", email: str = ""
) -> InAttendance:
    """Name somebody who is at a meeting besides the seats. Refused who is named there already."""
    in_turn(meeting.record)
    can_be_minuted(meeting)
    bare = checks.words(name, "name", "the name", most=120)
    if meeting.in_attendance.filter(name__iexact=bare).exists():
        raise ValidationError({"name": f"{bare} is named there already."})
    row = InAttendance.objects.create(
        meeting=meeting, name=bare, role=" ".join(role.split()), email=email.strip().lower()
    )
    _audit(by, meeting, "attendance.add_person", after=audit.fields_of(row))
    return row


@transaction.atomic
def remove_in_attendance(*, by: Person | None, row: InAttendance) -> Meeting:
    """Take somebody out who is named besides the seats."""
    in_turn(row.meeting.record)
    can_be_minuted(row.meeting)
    _audit(by, row.meeting, "attendance.remove_person", before=audit.fields_of(row))
    row.delete()
    return row.meeting


def _check(meeting: Meeting, marks: Sequence[Mark], there: dict[UUID, SeatRow]) -> None:
    wrong: dict[str, str] = {}
    early = meeting.day > today()
    for said in marks:
        row = there.get(said.seat)
        if row is None:
            raise ValidationError("A seat is not the group’s on the day of the meeting.")
        called = row.seat.title
        if said.state not in State.values:
            wrong[f"state-{said.seat}"] = f"{called}: choose one of the marks."
        elif early and said.state in (State.ATTENDED, State.ABSENT):
            day = show_date(meeting.day)
            wrong[f"state-{said.seat}"] = (
                f"{called}: that is known on {day}, the day of the meeting."
            )
        elif said.state == State.DEPUTY and not _deputy(said):
            wrong[f"deputy-{said.seat}"] = f"{called}: enter who came as deputy."
        elif said.state != State.DEPUTY and _deputy(said):
            wrong[f"state-{said.seat}"] = f"{called}: choose Deputy, or clear the deputy’s name."
        elif len(_deputy(said)) > 120:
            wrong[f"deputy-{said.seat}"] = f"{called}: shorten the name to 120 characters."
    if wrong:
        raise ValidationError(wrong)


def _deputy(said: Mark) -> str:
    return " ".join(said.deputy.split())


def _audit(by: Person | None, meeting: Meeting, verb: str, **said: object) -> None:
    audit.write(
        by=by,
        verb=verb,
        subject=meeting.record.reference,
        partnership=meeting.partnership,
        record=meeting.record,
        **said,  # type: ignore[arg-type]
    )
