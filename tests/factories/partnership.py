"""A partnership's structure for tests, built through its commands. Everybody in it is invented."""

import re
from datetime import date
from functools import cache
from itertools import count

from safeloom.domain.partnership.commands import (
    agencies,
    areas,
    chairs,
    groups,
    lines,
    people,
    posts,
    seats,
)
from safeloom.domain.partnership.models import (
    Agency,
    Area,
    Chairing,
    Group,
    GroupSharing,
    Post,
    PostHolding,
    Seat,
    SeatHolding,
)
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import ReferenceCounter
from tests.architecture.tree import ROOT

_NUMBERS = count(1)


def an_area(partnership: Partnership, name: str = "", **said) -> Area:
    """An area."""
    new = areas.NewArea(name=name or f"Area {next(_NUMBERS)}", **said)
    return areas.add(by=None, partnership=partnership, new=new)


def an_agency(
    partnership: Partnership, name: str = "", kind: str = Agency.Kind.OTHER, **said
) -> Agency:
    """An agency."""
    new = agencies.NewAgency(name=name or f"Agency {next(_NUMBERS)}", kind=kind, **said)
    return agencies.add(by=None, partnership=partnership, new=new)


def somebody(partnership: Partnership, name: str = "", **said) -> Person:
    """A person in a partnership's directory."""
    new = people.NewPerson(name=name or f"Person {next(_NUMBERS)}", **said)
    return people.add(by=None, partnership=partnership, new=new).person


def a_post(agency: Agency, title: str = "", **said) -> Post:
    """A post at an agency."""
    return posts.add(
        by=None, new=posts.NewPost(agency=agency, title=title or f"Post {next(_NUMBERS)}", **said)
    )


def in_post(
    post: Post, person: Person, start: date | None = None, end: date | None = None
) -> PostHolding:
    """A person holds a post."""
    return posts.hold(by=None, post=post, person=person, start=start, end=end)


def a_group(
    partnership: Partnership, name: str = "", kind: str = Group.Kind.SUB_GROUP, **said
) -> Group:
    """A group."""
    new = groups.NewGroup(name=name or f"Group {next(_NUMBERS)}", kind=kind, **said)
    return groups.add(by=None, partnership=partnership, new=new)


def a_seat(group: Group, title: str = "", **said) -> Seat:
    """A seat at a group's table."""
    return seats.add(
        by=None, new=seats.NewSeat(group=group, title=title or f"Seat {next(_NUMBERS)}", **said)
    )


def seated(
    seat: Seat, person: Person, start: date | None = None, end: date | None = None
) -> SeatHolding:
    """A person holds a seat."""
    return seats.seat_person(by=None, seat=seat, person=person, start=start, end=end)


def chairing(group: Group, person: Person, **said) -> Chairing:
    """A person chairs a group."""
    return chairs.appoint(by=None, new=chairs.NewChairing(group=group, person=person, **said))


def shared(group: Group, partnership: Partnership, start: date | None = None) -> GroupSharing:
    """A group is shared with another partnership."""
    return lines.share(by=None, group=group, partnership=partnership, start=start)


def numbered_from(partnership: Partnership, first: int) -> None:
    """Let a partnership's references begin further on, so that none is another partnership's too."""
    ReferenceCounter.objects.bulk_create(
        ReferenceCounter(partnership=partnership, prefix=prefix, last=first - 1)
        for prefix in _prefixes()
    )


@cache
def _prefixes() -> tuple[str, ...]:
    """Every word of two capitals in the code: those of references are among them."""
    found: set[str] = set()
    for path in (ROOT / "safeloom").rglob("*.py"):
        found.update(re.findall(r'"([A-Z]{2})"', path.read_text()))
    return tuple(sorted(found))
