"""Adding, changing and closing seats, and who holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands import checks, dated
from safeloom.domain.partnership.commands.posts import Holder
from safeloom.domain.partnership.models import Agency, Group, Seat, SeatHolding
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import next_revision


@dataclass(frozen=True, kw_only=True)
class NewSeat:
    """What is said of a seat when it is added, and who holds it. `agency` is None for a lay member
    or the scrutineer."""

    group: Group
    title: str
    agency: Agency | None = None
    statutory: bool = False
    start: date | None = None
    end: date | None = None
    holders: tuple[Holder, ...] = ()


@transaction.atomic
def add(*, by: Person | None, new: NewSeat) -> Seat:
    """Add a seat to a group. Refused when the group has one of that title and agency on the same
    days, and outside the group's or the agency's days."""
    dated.locked(new.group)
    (seat,) = write([new])
    _audit(by, seat, "seat.add", after=audit.fields_of(seat))
    return seat


@transaction.atomic
def add_many(*, by: Person | None, partnership: Partnership, new: Sequence[NewSeat]) -> list[Seat]:
    """Add many seats of a partnership's groups and their holders at once, under one audit row."""
    seats = write(new)
    audit.write(
        by=by,
        verb="seat.add_many",
        subject=f"{len(seats)} seats",
        partnership=partnership,
        after={"seats": [seat.pk for seat in seats]},
    )
    return seats


@transaction.atomic
def change(
    *,
    by: Person | None,
    seat: Seat,
    seen: int | None,
    title: str,
    agency: Agency | None,
    statutory: bool,
    start: date | None,
    end: date | None,
) -> Seat:
    """Change what is said of a seat."""
    next_revision(seat, seen)
    seat = Seat.objects.select_related("group__record").get(pk=seat.pk)
    with audit.changing(seat, by=by, verb="seat.change", subject=str(seat.pk), **_where(seat)):
        seat.title = checks.words(title, "title", "the title of the seat")
        seat.agency, seat.statutory = agency, statutory
        seat.start, seat.end = start, end
        _fits([seat])
        checks.holds_all(seat, seat.holdings.all(), "Somebody holds it")
        seat.save()
    return seat


@transaction.atomic
def close(*, by: Person | None, seat: Seat, seen: int | None, day: date) -> Seat:
    """End a seat on `day`, its last; whoever holds it holds it until then."""
    next_revision(seat, seen)
    with audit.changing(seat, by=by, verb="seat.close", subject=str(seat.pk), **_where(seat)):
        checks.closes(seat, day)
        dated.end_all(SeatHolding.objects.filter(seat=seat), day, "Holding this seat")
        dated.redate(seat, seat.start, day)
    return seat


@transaction.atomic
def seat_person(
    *,
    by: Person | None,
    seat: Seat,
    person: Person,
    start: date | None,
    end: date | None = None,
) -> SeatHolding:
    """Give a seat to a person. Refused while somebody else holds it, and outside the seat's days."""
    checks.not_for_oneself(by, person, seat.group_id)
    seat = dated.locked(seat)
    (holding,) = fill(
        [(seat, Holder(person=person, start=start, end=end))], list(seat.holdings.all())
    )
    _audit(by, seat, "seat.seat_person", after=audit.fields_of(holding))
    return holding


@transaction.atomic
def unseat(*, by: Person | None, holding: SeatHolding, seen: int | None, day: date) -> SeatHolding:
    """Say that `day` was the last on which a person held a seat."""
    return _redate(by, "seat.unseat", holding, seen, holding.start, day)


@transaction.atomic
def correct(
    *,
    by: Person | None,
    holding: SeatHolding,
    seen: int | None,
    start: date | None,
    end: date | None,
) -> SeatHolding:
    """Correct the days on which a person held a seat."""
    return _redate(by, "seat.correct", holding, seen, start, end)


@transaction.atomic
def withdraw(*, by: Person | None, holding: SeatHolding) -> None:
    """Take away what was entered by mistake: the person never held the seat."""
    _audit(by, holding.seat, "seat.withdraw", before=audit.fields_of(holding))
    dated.remove(holding)


def write(new: Sequence[NewSeat]) -> list[Seat]:
    """Write seats and their holders by the rules of `add` and `seat_person`, without an audit row: for
    a verb that writes its own."""
    seats = [
        Seat(
            group=one.group,
            agency=one.agency,
            title=checks.words(one.title, "title", "the title of the seat"),
            statutory=one.statutory,
            start=one.start,
            end=one.end,
        )
        for one in new
    ]
    _fits(seats)
    Seat.objects.bulk_create(seats)
    holders = [
        (seat, holder) for seat, one in zip(seats, new, strict=True) for holder in one.holders
    ]
    if holders:
        fill(holders, [])
    return seats


def _fits(seats: Sequence[Seat]) -> None:
    groups = {seat.group_id for seat in seats}
    others = Seat.objects.filter(group__in=groups).exclude(pk__in=[seat.pk for seat in seats])
    taken: dict[tuple, list[Seat]] = {}
    for other in others:
        taken.setdefault(_called(other), []).append(other)
    for seat in seats:
        checks.in_order(seat)
        checks.within(seat, seat.group, seat.group.name)
        if seat.agency is not None:
            checks.within(seat, seat.agency, seat.agency.name)
        same = taken.setdefault(_called(seat), [])
        for other in same:
            if checks.meet(seat, other):
                message = f"The group has this seat already {checks.said(other)}."
                raise ValidationError({"title": message})
        same.append(seat)


def _called(seat: Seat) -> tuple:
    return seat.group_id, seat.agency_id, seat.title.casefold()


def fill(holders: Sequence[tuple[Seat, Holder]], standing: list[SeatHolding]) -> list[SeatHolding]:
    """Write who holds which seat, likewise; `standing` are the holdings of these seats so far."""
    owners = {seat.group_id: seat.group for seat, _ in holders}
    for group in owners.values():
        people = [holder.person for seat, holder in holders if seat.group_id == group.pk]
        checks.known(people, group.partnerships())
    held: dict = {}
    for other in standing:
        held.setdefault(other.seat_id, []).append(other)
    rows = []
    for seat, holder in holders:
        row = SeatHolding(
            seat=seat,
            person=holder.person,
            start=holder.start,
            end=holder.end,
            since=holder.since,
        )
        _free(row, held.setdefault(seat.pk, []))
        held[seat.pk].append(row)
        rows.append(row)
    dated.belong(rows, [(row.person_id, row.seat.group_id) for row in rows])
    return SeatHolding.objects.bulk_create(rows)


def _free(row: SeatHolding, others: Sequence[SeatHolding]) -> None:
    checks.in_order(row)
    checks.within(row, row.seat, f"The seat “{row.seat.title}”")
    checks.apart(
        row,
        others,
        lambda other: (
            f"{other.person.name} holds this seat {checks.said(other)}. "
            "Choose other days, or end that first."
        ),
    )


def _redate(
    by: Person | None,
    verb: str,
    holding: SeatHolding,
    seen: int | None,
    start: date | None,
    end: date | None,
) -> SeatHolding:
    next_revision(holding, seen)
    seat = dated.locked(holding.seat)
    if checks.lasts_longer(holding, start, end):
        checks.not_for_oneself(by, holding.person, seat.group_id)
    with audit.changing(holding, by=by, verb=verb, subject=str(seat.pk), **_where(seat)):
        holding.start, holding.end = start, end
        _free(holding, list(seat.holdings.exclude(pk=holding.pk)))
        dated.redate(holding, start, end)
    return holding


def _where(seat: Seat) -> dict:
    return {"partnership": seat.group.record.partnership, "record": seat.group.record}


def _audit(by: Person | None, seat: Seat, verb: str, **changed: Any) -> None:
    audit.write(by=by, verb=verb, subject=str(seat.pk), **_where(seat), **changed)
