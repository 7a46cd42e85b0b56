"""Attendance over a period, by seat or by agency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from safeloom.domain.meetings.models import (
    AttendanceCount,
    Meeting,
    MeetingSeries,
    SeatAttendance,
)
from safeloom.domain.meetings.queries.meetings import OVER, with_state
from safeloom.domain.meetings.tally import Counted, Tally, merged, pooled
from safeloom.domain.partnership.models import Agency, Group, Seat, as_called
from safeloom.domain.partnership.queries.succession import origins
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership

State = SeatAttendance.State
BY_SEAT, BY_AGENCY = "seat", "agency"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is counted: meetings of these groups (None: of all) from a day to a day, by seat or agency.
    With `heirs`, what an agency that ended had counts for the one that carries on from it alone."""

    start: date
    end: date
    groups: Sequence[UUID] | None = None
    by: str = BY_SEAT
    heirs: bool = True


@dataclass(frozen=True)
class Attended:
    """The lines, all of them together, how many meetings were counted, how many marks are missing, and
    the target of the series (None where they have none, or not the same)."""

    lines: Sequence[Counted]
    overall: Tally
    meetings: int
    unmarked: int
    target: int | None


def attended(partnership: Partnership, asked: Asked, viewer: Viewer | None = None) -> Attended:
    """Attendance at what was held, and counts from before of periods that lie within the one asked for.
    Of what the viewer may see; without one, of all. A fixed number of queries."""
    meetings = _meetings(partnership, asked, viewer)
    held = list(meetings.values_list("pk", "day", "group_id", "series_id"))
    marks = _marks([pk for pk, *_ in held])
    seats = {
        seat.pk: seat
        for seat in Seat.objects.filter(group__in={group for _, _, group, _ in held})
        .select_related("agency__principal", "group__principal")
        .order_by("-statutory", "agency__principal__name", "title", "pk")
    }
    counts = list(_counts(partnership, asked, viewer))
    agencies = {seat.agency for seat in seats.values()} | {row.agency for row in counts}
    as_called(agencies - {None}, asked.end)
    heirs = _heirs(partnership, asked.end) if asked.heirs and asked.by == BY_AGENCY else {}
    several = len({group for _, _, group, _ in held} | {row.group_id for row in counts}) > 1
    lines = [
        _of_seat(seat, marks[key], asked, heirs, several)
        for key, seat in seats.items()
        if key in marks
    ]
    lines += [_of_count(row, asked, heirs) for row in counts]
    lines = merged(lines)
    if asked.by == BY_AGENCY:
        lines.sort(key=lambda line: (not line.agency, line.called.casefold()))
    marked = sum(tally.invited for tally in marks.values())
    due = sum(
        seat.group_id == group and seat.holds(day)
        for _, day, group, _ in held
        for seat in seats.values()
    )
    return Attended(
        lines,
        pooled(lines),
        len(held),
        max(0, due - marked),
        _target({series for *_, series in held if series}, counts),
    )


def groups_with_meetings(viewer: Viewer, partnership: Partnership) -> list[Group]:
    """The groups whose meetings a viewer sees, by name: those that ever met here."""
    seen = viewer.rows("meeting.see", Meeting.objects.all(), partnership.pk).order_by()
    told = viewer.rows("meeting.see", AttendanceCount.objects.all(), partnership.pk).order_by()
    rows = Group.objects.filter(
        Q(pk__in=seen.values("group")) | Q(pk__in=told.values("group"))
    ).select_related("principal")
    return list(rows.order_by("principal__name"))


def groups_of(partnership: Partnership) -> list[Group]:
    """The groups of which a partnership knows meetings or counts, by name."""
    met = Meeting.objects.filter(partnership=partnership).order_by().values("group")
    told = AttendanceCount.objects.filter(partnership=partnership).order_by().values("group")
    rows = Group.objects.filter(Q(pk__in=met) | Q(pk__in=told)).select_related("principal")
    return list(rows.order_by("principal__name"))


def _meetings(partnership: Partnership, asked: Asked, viewer: Viewer | None) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(partnership=partnership)
    if viewer is not None:
        rows = viewer.rows("meeting.see", rows, partnership.pk)
    if asked.groups is not None:
        rows = rows.filter(group__in=asked.groups)
    return with_state(rows.filter(day__range=(asked.start, asked.end))).filter(state__in=OVER)


def _counts(
    partnership: Partnership, asked: Asked, viewer: Viewer | None
) -> QuerySet[AttendanceCount]:
    rows = AttendanceCount.objects.filter(partnership=partnership)
    if viewer is not None:
        rows = viewer.rows("meeting.see", rows, partnership.pk)
    if asked.groups is not None:
        rows = rows.filter(group__in=asked.groups)
    rows = rows.filter(start__gte=asked.start, end__lte=asked.end)
    return rows.select_related("agency__principal", "group__principal").order_by(
        "start", "place", "pk"
    )


def _marks(meetings: Sequence[UUID]) -> dict[UUID, Tally]:
    """How each seat was marked at these meetings; a seat that was not marked is not in it."""
    rows = SeatAttendance.objects.filter(meeting__in=meetings).exclude(state=State.UNMARKED)
    states = (State.ATTENDED, State.DEPUTY, State.APOLOGIES, State.ABSENT)
    counted = {state.value: Count("pk", filter=Q(state=state)) for state in states}
    found = rows.order_by().values("seat_id").annotate(invited=Count("pk"), **counted)
    return {
        row["seat_id"]: Tally(row["invited"], *(row[state.value] for state in states))
        for row in found
    }


def _of_seat(
    seat: Seat, tally: Tally, asked: Asked, heirs: dict[UUID, Agency], several: bool
) -> Counted:
    agency = seat.agency
    if asked.by == BY_AGENCY and agency:
        agency = heirs.get(agency.pk, agency)
        return Counted(agency.pk, agency.name, agency.name, tally)
    group = f" ({seat.group.name})" if several else ""
    return Counted(seat.pk, f"{seat.title}{group}", agency.name if agency else "", tally)


def _of_count(row: AttendanceCount, asked: Asked, heirs: dict[UUID, Agency]) -> Counted:
    tally = Tally(row.invited, row.attended - (row.deputies or 0), row.deputies or 0)
    agency = row.agency
    if asked.by == BY_AGENCY and agency:
        agency = heirs.get(agency.pk, agency)
        return Counted(agency.pk, agency.name, agency.name, tally)
    key = row.called.casefold() if asked.by == BY_AGENCY else row.pk
    return Counted(key, row.called, agency.name if agency else "", tally)


def _heirs(partnership: Partnership, day: date) -> dict[UUID, Agency]:
    """For each agency that went over into another alone by a day, the one that carries on then."""
    following: dict[UUID, UUID] = {}
    for after, origin in origins(partnership).items():
        if origin.day <= day:
            following |= dict.fromkeys(origin.wholly, after)
    last = {before: _last(before, following) for before in following}
    found = Agency.objects.filter(pk__in=set(last.values())).select_related("principal")
    agencies = {agency.pk: agency for agency in found}
    as_called(agencies.values(), day)
    return {before: agencies[after] for before, after in last.items() if after in agencies}


def _last(key: UUID, following: dict[UUID, UUID]) -> UUID:
    seen = {key}
    while (after := following.get(key)) and after not in seen:
        key = after
        seen.add(key)
    return key


def _target(series: set[UUID], counts: Sequence[AttendanceCount]) -> int | None:
    groups = {row.group_id for row in counts}
    rows = MeetingSeries.objects.filter(Q(pk__in=series) | Q(group__in=groups))
    targets = set(rows.values_list("attendance_target", flat=True))
    return targets.pop() if len(targets) == 1 else None
