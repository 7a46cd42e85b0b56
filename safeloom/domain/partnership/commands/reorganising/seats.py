"""Seats and who holds them."""

from safeloom.domain.partnership.commands import checks, dated
from safeloom.domain.partnership.commands.reorganising.moves import (
    EACH,
    END,
    MERGE,
    STAY,
    Line,
    Moves,
    Option,
    Placed,
    said,
)
from safeloom.domain.partnership.commands.reorganising.places import earliest
from safeloom.domain.partnership.models import (
    FollowedSeat,
    FollowedSeatHolding,
    Seat,
    SeatHolding,
)
from safeloom.foundation.identity.models import Person


def follow(moves: Moves) -> list[Line]:
    """A seat passes with who holds it, merges into the one its group has for the heir already, or ends.

    Usual is that the first seat of a title in a group passes and the others of that title merge into
    it; that each new agency gets a statutory partner's seat; and that whoever holds a seat that merges
    holds it no longer.
    """
    rows = moves.lasting(Seat.objects.filter(agency__in=moves.agencies))
    rows = list(rows.select_related("agency__principal", "group__principal", "group__record"))
    holders = _holders(moves, rows)
    rows.sort(key=lambda seat: _order(seat, holders))
    there = _there(moves)
    # First those that pass, so that the others find what they merge into.
    decided = _decide(moves, rows, there)
    found: dict = {}
    for merging in (False, True):
        for seat in rows:
            options, decision = decided[seat.pk]
            if (decision == MERGE) is merging:
                found[seat.pk] = _follow_one(
                    moves, seat, holders.get(seat.pk), there, options, decision
                )
    return [found[seat.pk] for seat in rows]


def _order(seat: Seat, holders: dict) -> tuple:
    held = holders.get(seat.pk)
    return (
        seat.group.name.casefold(),
        seat.title.casefold(),
        held is None,
        str(held.start) if held and held.start else "",
        seat.agency.name.casefold(),
        str(seat.pk),
    )


def _holders(moves: Moves, seats: list[Seat]) -> dict:
    rows = moves.lasting(SeatHolding.objects.filter(seat__in=seats))
    found: dict = {}
    for row in rows.select_related("person__principal").order_by("start", "pk"):
        found.setdefault(row.seat_id, []).append(row)
    return {key: held[0] for key, held in found.items()} | {
        ("all", key): held for key, held in found.items()
    }


def _there(moves: Moves) -> dict[tuple, list[Seat]]:
    """The seats the heirs have on the day, by group and heir."""
    heirs = {one.body.pk for placed in moves.agencies.values() for one in placed}
    found: dict[tuple, list[Seat]] = {}
    for seat in moves.lasting(Seat.objects.filter(agency__in=heirs)):
        found.setdefault((seat.group_id, seat.agency_id), []).append(seat)
    return found


def _decide(moves: Moves, rows: list[Seat], there: dict) -> dict:
    taken = {
        (group, heir, seat.title.casefold())
        for (group, heir), seats in there.items()
        for seat in seats
    }
    decided = {}
    for seat in rows:
        heirs = moves.heirs(seat.agency_id)
        options = moves.choices_for(seat.agency_id, each=True)
        options.insert(
            -1 if moves.ending else len(options), Option(MERGE, "Merges into the other seat")
        )
        each = seat.statutory and len(heirs) > 1
        usual = EACH if each else options[0].value
        first = heirs[0].body.pk
        if not each and (seat.group_id, first, seat.title.casefold()) in taken:
            usual = MERGE
        decision = moves.decided(f"seat-{seat.pk}", options, usual)
        for one in moves.chosen_heirs(seat.agency_id, decision):
            taken.add((seat.group_id, one.body.pk, seat.title.casefold()))
        decided[seat.pk] = options, decision
    return decided


def _follow_one(moves: Moves, seat: Seat, first, there: dict, options, decision: str) -> Line:
    key = f"seat-{seat.pk}"
    held = list(_all_held(moves, seat))
    words = f"{seat.title}, {seat.group.name}, {seat.agency.name} ({_who(held)})"
    if decision == STAY:
        return Line(key, words, said(decision, options), tuple(options), decision)
    warning = ""
    begun = [
        _begin(moves, seat, one, there) for one in moves.chosen_heirs(seat.agency_id, decision)
    ]
    if decision == MERGE and not _merges_into(moves, seat, there):
        decision, warning = END, "There is no seat it could merge into, so it ends."
    _pass_holders(moves, held, begun[0] if begun else None, seat)
    moves.end(FollowedSeat, seat, begun, what=f"The seat “{seat.title}”")
    if held and not begun:
        warning = warning or f"{_who(held)} no longer has a seat by this."
    several = [len(there[seat.group_id, one.agency_id]) for one in begun]
    if any(number > 1 for number in several):
        warning = f"{begun[0].agency.name} has {max(several)} seats in {seat.group.name}."
    if decision == EACH and held:
        warning = (
            warning
            or f"{_who(held)} goes on in that of {begun[0].agency.name}; the other is vacant."
        )
    return Line(key, words, said(decision, options), tuple(options), decision, warning, len(begun))


def _all_held(moves: Moves, seat: Seat):
    rows = moves.lasting(SeatHolding.objects.filter(seat=seat))
    return rows.select_related("person__principal").order_by("start", "pk")


def _begin(moves: Moves, seat: Seat, heir: Placed, there: dict) -> Seat:
    new = Seat(
        group=seat.group,
        agency=heir.body,
        title=seat.title,
        statutory=seat.statutory,
        start=moves.day,
        end=earliest(seat.end, heir.body.end),
    )
    same = there.setdefault((seat.group_id, heir.body.pk), [])
    if any(other.title.casefold() == seat.title.casefold() for other in same):
        # The group would have one seat twice: told apart by whose it was.
        new.title = f"{seat.title} ({seat.agency.name})"[:120]
    checks.within(new, heir.body, heir.name)
    new.save(force_insert=True)
    same.append(new)
    return new


def _merges_into(moves: Moves, seat: Seat, there: dict) -> bool:
    return any(there.get((seat.group_id, one.body.pk)) for one in moves.heirs(seat.agency_id))


def _pass_holders(moves: Moves, held: list[SeatHolding], new: Seat | None, seat: Seat) -> None:
    for row in held:
        begun = []
        if new is not None:
            following = SeatHolding(
                seat=new, person=row.person, start=moves.day, end=earliest(row.end, new.end)
            )
            dated.belong([following], [(row.person_id, seat.group_id)])
            following.save(force_insert=True)
            begun.append(following)
        moves.end(FollowedSeatHolding, row, begun, what=f"{row.person.name} as {seat.title}")


def _who(held: list[SeatHolding]) -> str:
    people: list[Person] = [row.person for row in held]
    return ", ".join(person.name for person in people) or "vacant"
