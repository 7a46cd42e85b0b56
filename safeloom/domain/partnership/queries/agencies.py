"""Agencies, their posts and places."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from safeloom.domain.partnership.models import (
    Agency,
    AgencyArea,
    AgencySuccession,
    FormerName,
    Post,
    PostHolding,
    Seat,
    SeatHolding,
    StatutoryRole,
)
from safeloom.domain.partnership.queries.names import name_on
from safeloom.domain.partnership.queries.order import LATEST_FIRST
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership


def agencies(
    viewer: Viewer, partnership: Partnership, permission: str = "agency.see"
) -> QuerySet[Agency]:
    """The agencies of a partnership, of all times."""
    rows = Agency.objects.select_related("principal", "record__partnership")
    return viewer.rows(permission, rows, partnership.pk).order_by("principal__name")


def listed(viewer: Viewer, partnership: Partnership, day: date) -> QuerySet[Agency]:
    """The agencies as at a day, each with its name of that day as `called_now`, its statutory part as
    `partner_now` and its areas as `areas_now`."""
    roles = StatutoryRole.objects.as_at(day)
    # Only what names an area: there are several for each agency.
    covers = AgencyArea.objects.as_at(day).select_related("area__record")
    covers = covers.only("agency", "area__record__title")
    return (
        agencies(viewer, partnership)
        .as_at(day)
        .annotate(called_now=name_on(day))
        .prefetch_related(
            Prefetch("statutory_roles", roles, to_attr="partner_now"),
            Prefetch("covers", covers.order_by("area__record__title"), to_attr="areas_now"),
        )
    )


def posts_of(agency: Agency, day: date) -> list[Post]:
    """The posts of an agency as at a day, by title, each with who holds it as `held_now`."""
    holders = PostHolding.objects.as_at(day).select_related("person__principal")
    rows = agency.posts.as_at(day).select_related("principal").order_by("principal__name")
    return list(rows.prefetch_related(Prefetch("holdings", holders, to_attr="held_now")))


def holders_over_time(agency: Agency) -> list[PostHolding]:
    """Who held which post of an agency, the latest first."""
    rows = PostHolding.objects.filter(post__agency=agency)
    return list(
        rows.select_related("post__principal", "person__principal").order_by(
            "post__principal__name", LATEST_FIRST
        )
    )


def seats_of(viewer: Viewer, agency: Agency, day: date) -> list[Seat]:
    """The seats of an agency as at a day, by group, each with who holds it as `held_now`."""
    holders = SeatHolding.objects.as_at(day).select_related("person__principal")
    rows = viewer.rows("seat.see", agency.seats.as_at(day), agency.record.partnership_id)
    return list(
        rows.select_related("group__principal", "group__record__partnership")
        .order_by("group__principal__name", "title")
        .prefetch_related(Prefetch("holdings", holders, to_attr="held_now"))
    )


def covers_of(agency: Agency, day: date) -> list[AgencyArea]:
    """The areas an agency works in on a day, by name."""
    return list(
        agency.covers.as_at(day).select_related("area__record").order_by("area__record__title")
    )


def roles_of(agency: Agency) -> list[StatutoryRole]:
    """An agency's part as a statutory partner over time, the latest first."""
    return list(agency.statutory_roles.order_by(LATEST_FIRST))


def successions(agency: Agency) -> tuple[list[AgencySuccession], list[AgencySuccession]]:
    """What an agency carries on, and what carries it on."""
    before = agency.came_from.select_related(
        "predecessor__principal", "predecessor__record", "act__record__partnership"
    )
    after = agency.became.select_related(
        "successor__principal", "successor__record", "act__record__partnership"
    )
    return (
        list(before.order_by("day", "predecessor__principal__name")),
        list(after.order_by("day", "successor__principal__name")),
    )


def former_names(agency: Agency) -> list[FormerName]:
    """What an agency was called before, the latest first."""
    return list(agency.former_names.order_by("-end"))


def posts(viewer: Viewer, partnership: Partnership, permission: str) -> QuerySet[Post]:
    """The posts of a partnership's agencies."""
    rows = Post.objects.select_related("principal", "agency__principal", "agency__record")
    return viewer.rows(permission, rows, partnership.pk)


def post_holdings(
    viewer: Viewer, partnership: Partnership, permission: str
) -> QuerySet[PostHolding]:
    """Who holds the posts of a partnership's agencies."""
    rows = PostHolding.objects.select_related(
        "person__principal", "post__principal", "post__agency__record"
    )
    return viewer.rows(permission, rows, partnership.pk)


def covers(viewer: Viewer, partnership: Partnership, permission: str) -> QuerySet[AgencyArea]:
    """Where a partnership's agencies work, of all times."""
    seen = agencies(viewer, partnership, permission).values("pk")
    rows = AgencyArea.objects.filter(agency__in=seen)
    return rows.select_related("agency__principal", "agency__record__partnership", "area__record")


def roles(viewer: Viewer, partnership: Partnership, permission: str) -> QuerySet[StatutoryRole]:
    """The parts of a partnership's agencies as statutory partners, of all times."""
    seen = agencies(viewer, partnership, permission).values("pk")
    rows = StatutoryRole.objects.filter(agency__in=seen)
    return rows.select_related("agency__principal", "agency__record__partnership")
