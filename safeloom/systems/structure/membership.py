"""Who belonged to the partnership on a day, as the yearly report prints it."""

from dataclasses import dataclass
from datetime import date

from safeloom.domain.partnership.models import Group
from safeloom.domain.partnership.queries.structure import Branch, Place, in_order, structure
from safeloom.foundation.identity.models import Partnership


@dataclass(frozen=True)
class Sitting:
    """A seat: its title, agency (empty for a lay member), whether it is a statutory partner's, who
    holds it (empty: vacant) and the posts that person holds."""

    seat: str
    agency: str
    statutory: bool
    holder: str
    posts: tuple[str, ...]


@dataclass(frozen=True)
class GroupMembership:
    """A group, its level in the tree (0 at the top), its kind in words, its chairs (empty: none) and
    its seats. `shared_by` names the partnership whose group it is when that is another."""

    name: str
    level: int
    kind: str
    chair: str
    vice_chair: str
    shared_by: str
    seats: tuple[Sitting, ...]


def membership(partnership: Partnership, day: date) -> list[GroupMembership]:
    """The groups a partnership owned or shared on a day, each before what answers to it, with its
    chairs and seats. The number of queries does not depend on how many there are."""
    return [_group(partnership, branch) for branch in in_order(structure(partnership, day))]


def _group(partnership: Partnership, branch: Branch) -> GroupMembership:
    group: Group = branch.group
    own = group.record.partnership_id == partnership.pk
    return GroupMembership(
        name=group.name,
        level=branch.level,
        kind=group.get_kind_display(),
        chair=branch.chair.name if branch.chair else "",
        vice_chair=branch.vice_chair.name if branch.vice_chair else "",
        shared_by="" if own else group.record.partnership.name,
        seats=tuple(_sitting(place) for place in branch.places),
    )


def _sitting(place: Place) -> Sitting:
    seat = place.seat
    return Sitting(
        seat=seat.title,
        agency=seat.agency.name if seat.agency else "",
        statutory=seat.statutory,
        holder=place.holder.name if place.holder else "",
        posts=tuple(f"{held.post.title}, {held.post.agency.name}" for held in place.posts),
    )
