"""Bringing seats and who holds them in from a file, under one audit row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from safeloom.domain.partnership.commands import checks
from safeloom.domain.partnership.commands import groups as group_commands
from safeloom.domain.partnership.commands import people as person_commands
from safeloom.domain.partnership.commands import seats as seat_commands
from safeloom.domain.partnership.commands.people import NewPerson
from safeloom.domain.partnership.commands.posts import Holder
from safeloom.domain.partnership.models import Agency, Group, Seat, SeatHolding
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Membership, Partnership, Person
from safeloom.foundation.records.commands import Stale, in_turn
from safeloom.web.imports.journal import Journal

_BATCH = 500


@dataclass(kw_only=True, eq=False)
class Sitting:
    """What a file says of one seat: in a group that is there or is to be added by its name and kind,
    held by somebody who is there, or who is to be added by their name, or by nobody. `seat` is the seat
    where it is there already, `holding` what only ends on another day."""

    group: Group | None
    group_name: str
    group_kind: str
    title: str
    agency: Agency | None = None
    statutory: bool = False
    person: Person | None = None
    new_person: str = ""
    start: date | None = None
    end: date | None = None
    since: str = ""
    seat: Seat | None = None
    holding: SeatHolding | None = None


@transaction.atomic
def bring_seats(
    *,
    by: Person | None,
    partnership: Partnership,
    sittings: Sequence[Sitting],
    journal: Journal,
    name: str = "",
) -> list[Seat]:
    """Add seats, the groups they are in and the people who hold them where those are not there, all or
    none; the seats that are new come back. Raises `ValidationError`, and `Stale` where a holding was
    changed since it was read."""
    in_turn(partnership)
    groups = _groups(partnership, sittings, journal)
    people = _people(partnership, sittings, journal)
    seats = _seats(sittings, journal)
    ended = _end(by, sittings, journal)
    holdings = _hold(by, sittings, journal)
    after: dict[str, Any] = {
        "groups": groups,
        "people": people,
        "seats": len(seats),
        "holdings": holdings,
        "ended": ended,
    }
    if name:
        # People call files after themselves.
        after["file"] = audit.not_kept("web.Import.name", name)
    audit.write(
        by=by,
        verb="seat.bring_in",
        subject=f"{len(sittings)} seats",
        partnership=partnership,
        after=after,
    )
    return seats


def _groups(partnership: Partnership, sittings: Sequence[Sitting], journal: Journal) -> int:
    new = {one.group_name.casefold(): one for one in sittings if one.group is None}
    if not new:
        return 0
    made = group_commands.write(
        partnership,
        [group_commands.NewGroup(name=one.group_name, kind=one.group_kind) for one in new.values()],
    )
    journal.made(group.record for group in made)
    journal.made(group.principal for group in made)
    journal.made(made)
    called = dict(zip(new, made, strict=True))
    for one in sittings:
        one.group = one.group or called[one.group_name.casefold()]
    return len(made)


def _people(partnership: Partnership, sittings: Sequence[Sitting], journal: Journal) -> int:
    new = {one.new_person: one for one in sittings if one.new_person}
    if not new:
        return 0
    entries = person_commands.write(partnership, [NewPerson(name=name) for name in new])
    journal.made(entry.person.principal for entry in entries)
    journal.made(entry.person for entry in entries)
    journal.made(entries)
    called = dict(zip(new, (entry.person for entry in entries), strict=True))
    for one in sittings:
        one.person = one.person or called.get(one.new_person)
    return len(entries)


def _seats(sittings: Sequence[Sitting], journal: Journal) -> list[Seat]:
    new: dict[tuple, seat_commands.NewSeat] = {}
    for one in sittings:
        if one.seat is None and one.group is not None:
            new.setdefault(
                _place(one),
                seat_commands.NewSeat(
                    group=one.group,
                    title=one.title,
                    agency=one.agency,
                    statutory=one.statutory,
                    start=_later(one.group.start, one.agency.start if one.agency else None),
                    end=_earlier(one.group.end, one.agency.end if one.agency else None),
                ),
            )
    made = seat_commands.write(list(new.values())) if new else []
    journal.made(made)
    there = dict(zip(new, made, strict=True))
    for one in sittings:
        one.seat = one.seat or there[_place(one)]
    return made


def _end(by: Person | None, sittings: Sequence[Sitting], journal: Journal) -> int:
    """End the holdings that only end on another day than they did."""
    ends = {one.holding.pk: one for one in sittings if one.holding is not None}
    if not ends:
        return 0
    found = list(SeatHolding.objects.filter(pk__in=list(ends)).select_related("membership", "seat"))
    journal.changing(found)
    journal.changing(holding.membership for holding in found)
    for holding in found:
        said = ends[holding.pk]
        if said.holding is None or holding.revision != said.holding.revision:
            raise Stale
        if checks.lasts_longer(holding, holding.start, said.end):
            checks.not_for_oneself(by, holding.person, holding.seat.group_id)
        holding.end = holding.membership.end = said.end
        holding.revision += 1
        checks.in_order(holding)
        checks.within(holding, holding.seat, f"The seat “{holding.seat.title}”")
    SeatHolding.objects.bulk_update(found, ["end", "revision"], _BATCH)
    Membership.objects.bulk_update([each.membership for each in found], ["end"], _BATCH)
    return len(found)


def _hold(by: Person | None, sittings: Sequence[Sitting], journal: Journal) -> int:
    holders = []
    for one in sittings:
        if one.person is None or one.seat is None or one.holding is not None:
            continue
        checks.not_for_oneself(by, one.person, one.seat.group_id)
        holder = Holder(
            person=one.person,
            start=one.start or one.seat.start,
            end=one.end or one.seat.end,
            since=one.since,
        )
        holders.append((one.seat, holder))
    if not holders:
        return 0
    standing = SeatHolding.objects.filter(seat__in={seat.pk for seat, _ in holders})
    there = list(standing.select_related("person__principal"))
    holdings = seat_commands.fill(holders, there)
    journal.made(holding.membership for holding in holdings)
    journal.made(holdings)
    return len(holdings)


def _place(one: Sitting) -> tuple:
    group = one.group.pk if one.group is not None else None
    return group, one.agency.pk if one.agency else None, one.title.casefold()


def _later(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def _earlier(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)
