"""Schools, what their register says of them, and how four hundred of them do not stand in the way."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from safeloom.domain.partnership.models import (
    Agency,
    Post,
    PostHolding,
    SchoolEntry,
    Seat,
    SeatHolding,
)
from safeloom.domain.partnership.queries.agencies import agencies
from safeloom.domain.partnership.queries.names import name_on
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record

_PLACES = {phase: place for place, phase in enumerate(SchoolEntry.Phase.values)}


def schools(viewer: Viewer, partnership: Partnership, day: date) -> QuerySet[SchoolEntry]:
    """What the register says on a day of the schools the viewer may see, with each name of that day as
    `called_now`, and `place`, the order of its phase."""
    seen = agencies(viewer, partnership).as_at(day).order_by().values("pk")
    rows = SchoolEntry.objects.as_at(day).filter(agency__in=seen)
    rows = rows.select_related("agency__principal", "agency__record__partnership")
    return rows.annotate(called_now=name_on(day, "agency__"), place=_place())


def _place() -> Case:
    whens = [When(phase=phase, then=Value(place)) for phase, place in _PLACES.items()]
    return Case(*whens, default=Value(len(_PLACES)), output_field=IntegerField())


def entries_of(agency: Agency) -> list[SchoolEntry]:
    """What the register said of a school over time, the latest first."""
    rows = agency.school_entries.all()
    return sorted(rows, key=lambda row: row.start or date.min, reverse=True)


def facts_on(keys: Iterable[UUID], day: date) -> dict[UUID, SchoolEntry]:
    """What the register says on a day of these agencies, by key; nothing of those that are no schools.
    Of a school that ended, what it said last. 1 query."""
    found: dict[UUID, SchoolEntry] = {}
    rows = SchoolEntry.objects.filter(agency__in=list(keys)).order_by("pk")
    for row in sorted(rows, key=lambda row: row.start or date.min):
        if row.start is None or row.start <= day or row.agency_id not in found:
            found[row.agency_id] = row
    return found


def of_the_register(agency: str = "pk") -> QuerySet[SchoolEntry]:
    """For `Exists`: what the register ever said of the outer query's agency, found by this path."""
    return SchoolEntry.objects.filter(agency=OuterRef(agency))


def _keys(keep: Iterable[Any]) -> list[UUID]:
    """The keys among these, as they may stand in an address; what is none is left out."""
    found = []
    for key in keep:
        try:
            found.append(key if isinstance(key, UUID) else UUID(str(key)))
        except ValueError:
            continue
    return found


def apart_from_schools(
    rows: QuerySet[Agency], day: date, keep: Iterable[Any] = ()
) -> QuerySet[Agency]:
    """Of these agencies those to choose from: schools of the register only where they hold a seat on the
    day or are among `keep` (keys, such as of what is chosen already). A partnership has forty bodies
    and four hundred schools, which would bury them."""
    seat = Seat.objects.as_at(day).filter(agency=OuterRef("pk"))
    return rows.filter(~Exists(of_the_register()) | Exists(seat) | Q(pk__in=_keys(keep)))


def posts_apart_from_schools(
    rows: QuerySet[Post], day: date, keep: Iterable[Any] = ()
) -> QuerySet[Post]:
    """Of these posts those of agencies to choose from, and those among `keep`."""
    seat = Seat.objects.as_at(day).filter(agency=OuterRef("agency_id"))
    return rows.filter(~Exists(of_the_register("agency_id")) | Exists(seat) | Q(pk__in=_keys(keep)))


def people_apart_from_schools(rows: QuerySet, day: date, keep: Iterable[Any] = ()) -> QuerySet:
    """Of these people those who hold a seat, or a post elsewhere than at a school alone, or none, and
    those among `keep`."""
    held = PostHolding.objects.as_at(day).filter(person=OuterRef("pk"))
    entry = of_the_register("post__agency_id")
    seat = SeatHolding.objects.as_at(day).filter(person=OuterRef("pk"))
    return rows.filter(
        ~Exists(held.filter(Exists(entry)))
        | Exists(held.filter(~Exists(entry)))
        | Exists(seat)
        | Q(pk__in=_keys(keep))
    )


def agency_of(record: Record) -> list[UUID]:
    """The key of the agency whose record this is; none of another record."""
    return list(Agency.objects.filter(record=record).values_list("pk", flat=True))


def leads_of(
    keys: Iterable[UUID], titles: Iterable[str], day: date
) -> dict[UUID, list[PostHolding]]:
    """Who holds one of these posts (by title, whatever its capitals) at each of these agencies on a day,
    by agency. 1 query."""
    wanted = Q()
    for title in titles:
        wanted |= Q(post__principal__name__iexact=title)
    rows = PostHolding.objects.as_at(day).filter(wanted, post__agency__in=list(keys))
    found: dict[UUID, list[PostHolding]] = {}
    for row in rows.select_related("person__principal", "post").order_by("person__principal__name"):
        found.setdefault(row.post.agency_id, []).append(row)
    return found
