"""Groups, their seats and chairs."""

from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from safeloom.domain.partnership.models import (
    Chairing,
    Group,
    GroupLine,
    GroupSharing,
    Seat,
    SeatHolding,
    as_called,
)
from safeloom.domain.partnership.queries.order import LATEST_FIRST
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership


def groups(
    viewer: Viewer, partnership: Partnership, permission: str = "group.see"
) -> QuerySet[Group]:
    """The groups a partnership owns or shares today, of all times."""
    rows = Group.objects.select_related("principal", "record__partnership")
    return viewer.rows(permission, rows, partnership.pk).order_by("principal__name")


def own(viewer: Viewer, partnership: Partnership, permission: str) -> QuerySet[Group]:
    """The groups a partnership owns: those it may change."""
    return groups(viewer, partnership, permission).filter(record__partnership=partnership)


def listed(viewer: Viewer, partnership: Partnership, day: date) -> QuerySet[Group]:
    """The groups as at a day, each with its chair as `chairs_now`, what it answers to as
    `lines_now` and how many seats it has as `seats_now`."""
    chairs = Chairing.objects.as_at(day).select_related("person__principal")
    lines = GroupLine.objects.as_at(day).filter(parent__record__partnership=partnership)
    return (
        groups(viewer, partnership)
        .as_at(day)
        .annotate(seats_now=Count("seats", filter=holding(day, "seats__")))
        .prefetch_related(
            Prefetch("chairings", chairs.filter(part=Chairing.Part.CHAIR), to_attr="chairs_now"),
            Prefetch("lines", lines.select_related("parent__principal"), to_attr="lines_now"),
        )
    )


def seats_of(group: Group, day: date) -> list[Seat]:
    """The seats of a group as at a day, statutory partners' first, each with who holds it as
    `held_now`."""
    holders = SeatHolding.objects.as_at(day).select_related("person__principal")
    rows = group.seats.as_at(day).select_related("agency__principal", "agency__record")
    found = list(
        rows.order_by(
            "-statutory", F("agency__principal__name").asc(nulls_last=True), "title"
        ).prefetch_related(Prefetch("holdings", holders, to_attr="held_now"))
    )
    as_called((seat.agency for seat in found), day)
    return found


def holders_over_time(group: Group) -> list[SeatHolding]:
    """Who held which seat of a group, the latest first."""
    rows = SeatHolding.objects.filter(seat__group=group)
    return list(
        rows.select_related("seat__agency__principal", "person__principal").order_by(
            "seat__title", "seat_id", LATEST_FIRST
        )
    )


def chairs_of(group: Group) -> list[Chairing]:
    """Who chaired a group over time, the latest first."""
    rows = group.chairings.select_related("person__principal")
    return list(rows.order_by("part", LATEST_FIRST))


def lines_of(
    viewer: Viewer, partnership: Partnership, group: Group, day: date
) -> tuple[list[GroupLine], list[GroupLine]]:
    """What a group answers to in a partnership on a day, and which groups answer to it."""
    seen = groups(viewer, partnership).values("pk")
    above = group.lines.as_at(day).filter(parent__in=seen, parent__record__partnership=partnership)
    below = group.lines_below.as_at(day).filter(group__in=seen)
    related = ("principal", "record__partnership")
    return (
        list(above.select_related(*(f"parent__{path}" for path in related))),
        list(
            below.select_related(*(f"group__{path}" for path in related)).order_by(
                "group__principal__name"
            )
        ),
    )


def sharings_of(group: Group) -> list[GroupSharing]:
    """The partnerships that share a group, over time."""
    return list(group.sharings.select_related("partnership").order_by(LATEST_FIRST))


def parents_for(group: Group, partnership: Partnership) -> QuerySet[Group]:
    """What a group may answer to in a partnership: any other of its groups."""
    rows = Group.objects.filter(record__partnership=partnership).exclude(pk=group.pk)
    return rows.select_related("principal").order_by("principal__name")


def seats(viewer: Viewer, partnership: Partnership, permission: str) -> QuerySet[Seat]:
    """The seats of a partnership's own groups."""
    rows = Seat.objects.select_related(
        "agency__principal", "group__principal", "group__record__partnership"
    )
    return viewer.rows(permission, rows, partnership.pk).filter(
        group__record__partnership=partnership
    )


def seat_holdings(
    viewer: Viewer, partnership: Partnership, permission: str
) -> QuerySet[SeatHolding]:
    """Who holds the seats of a partnership's own groups."""
    rows = SeatHolding.objects.select_related(
        "person__principal", "seat__agency", "seat__group__principal", "seat__group__record"
    )
    return viewer.rows(permission, rows, partnership.pk).filter(
        seat__group__record__partnership=partnership
    )


def chairings(viewer: Viewer, partnership: Partnership, permission: str) -> QuerySet[Chairing]:
    """Who chairs a partnership's own groups."""
    rows = Chairing.objects.select_related(
        "person__principal", "group__principal", "group__record__partnership"
    )
    return viewer.rows(permission, rows, partnership.pk).filter(
        group__record__partnership=partnership
    )


def other_partnerships(partnership: Partnership) -> QuerySet[Partnership]:
    """The other partnerships of the installation: those a group may be shared with."""
    return Partnership.objects.filter(~Q(pk=partnership.pk)).order_by("name")


def lines(viewer: Viewer, partnership: Partnership, permission: str) -> QuerySet[GroupLine]:
    """What answers to a partnership's own groups, of all times."""
    seen = own(viewer, partnership, permission).values("pk")
    rows = GroupLine.objects.filter(parent__in=seen)
    return rows.select_related(
        "group__principal",
        "group__record__partnership",
        "parent__principal",
        "parent__record__partnership",
    )


def sharings(viewer: Viewer, partnership: Partnership, permission: str) -> QuerySet[GroupSharing]:
    """The sharing of a partnership's own groups, of all times."""
    seen = own(viewer, partnership, permission).values("pk")
    rows = GroupSharing.objects.filter(group__in=seen)
    return rows.select_related("partnership", "group__principal", "group__record__partnership")
