"""The whole structure as at a day, with a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from safeloom.domain.partnership.models import (
    Chairing,
    Group,
    GroupLine,
    GroupSharing,
    PostHolding,
    Seat,
    SeatHolding,
    as_called,
)
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person


@dataclass(frozen=True)
class Place:
    """A seat, who holds it (None: vacant) and the posts that person holds."""

    seat: Seat
    holder: Person | None
    posts: tuple[PostHolding, ...]


@dataclass
class Branch:
    """A group, its level in the tree (0 at the top), its chairs, its places and what answers to it."""

    group: Group
    level: int = 0
    chair: Person | None = None
    vice_chair: Person | None = None
    places: list[Place] = field(default_factory=list)
    below: list["Branch"] = field(default_factory=list)


ORDER = {kind: place for place, kind in enumerate(Group.Kind.values)}


def structure(partnership: Partnership, day: date, viewer: Viewer | None = None) -> list[Branch]:
    """The groups that a partnership owned or shared on a day, the top ones first, each with those
    that answer to it; boards before executives before sub-groups, then by name. With a viewer only
    what they may see. A group whose parent is not among them stands at the top."""
    groups = list(_groups(partnership, day, viewer))
    branches = {group.pk: Branch(group) for group in groups}
    lines = GroupLine.objects.as_at(day).filter(parent__record__partnership=partnership)
    above = dict(lines.filter(group__in=branches).values_list("group_id", "parent_id"))
    for chairing in _in_groups(Chairing.objects.as_at(day), branches):
        branch = branches[chairing.group_id]
        if chairing.part == Chairing.Part.CHAIR:
            branch.chair = chairing.person
        else:
            branch.vice_chair = chairing.person
    for place in _places(partnership, branches, day, viewer):
        branches[place.seat.group_id].places.append(place)
    top = []
    for branch in branches.values():
        parent = branches.get(above.get(branch.group.pk))
        (parent.below if parent else top).append(branch)
    _set_levels(top, 0)
    return top


def in_order(branches: list[Branch]) -> list[Branch]:
    """Every branch of the tree, each before what answers to it."""
    return [one for branch in branches for one in (branch, *in_order(branch.below))]


def _groups(partnership: Partnership, day: date, viewer: Viewer | None) -> list[Group]:
    shared = GroupSharing.objects.as_at(day).filter(partnership=partnership).values("group_id")
    rows = Group.objects.as_at(day).filter(Q(record__partnership=partnership) | Q(pk__in=shared))
    if viewer is not None:
        rows = viewer.rows("group.see", rows, partnership.pk)
    found = rows.select_related("principal", "record__partnership")
    return sorted(found, key=lambda group: (ORDER[group.kind], group.name.casefold()))


def _in_groups(rows: QuerySet, branches: dict[UUID, Branch]) -> QuerySet:
    return rows.filter(group__in=branches).select_related("person__principal")


def _places(
    partnership: Partnership, branches: dict[UUID, Branch], day: date, viewer: Viewer | None
) -> list[Place]:
    seats = Seat.objects.as_at(day).filter(group__in=branches)
    read = list(seats.select_related("agency__principal", "agency__record"))
    as_called((seat.agency for seat in read), day)
    ordered = sorted(
        read,
        key=lambda seat: (
            not seat.statutory,
            seat.agency is None,
            seat.agency.name.casefold() if seat.agency else "",
            seat.title.casefold(),
        ),
    )
    held = SeatHolding.objects.as_at(day).filter(seat__group__in=branches)
    holders = {row.seat_id: row.person for row in held.select_related("person__principal")}
    posts = PostHolding.objects.as_at(day).filter(
        person__in={person.pk for person in holders.values()},
        post__agency__record__partnership__in={
            partnership.pk,
            *(branch.group.record.partnership_id for branch in branches.values()),
        },
    )
    if viewer is not None:
        posts = viewer.rows("agency.see", posts, partnership.pk)
    posts_of = defaultdict(list)
    worked = list(posts.select_related("post__principal", "post__agency__principal"))
    as_called((row.post.agency for row in worked), day)
    for row in worked:
        posts_of[row.person_id].append(row)
    return [
        Place(seat, person, tuple(posts_of[person.pk]) if person else ())
        for seat in ordered
        for person in [holders.get(seat.pk)]
    ]


def _set_levels(branches: list[Branch], level: int) -> None:
    for branch in branches:
        branch.level = level
        _set_levels(branch.below, level + 1)
