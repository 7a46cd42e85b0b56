"""People, as a partnership knows them."""

from datetime import date
from difflib import SequenceMatcher
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Prefetch, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from safeloom.domain.partnership.models import (
    Chairing,
    DirectoryEntry,
    PersonAlias,
    PostHolding,
    SeatHolding,
)
from safeloom.domain.partnership.queries.order import LATEST_FIRST
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Account, Partnership, Person


def entries(
    viewer: Viewer, partnership: Partnership, permission: str = "person.see"
) -> QuerySet[DirectoryEntry]:
    """The directory of a partnership, of all times."""
    rows = DirectoryEntry.objects.select_related("person__principal", "partnership")
    return viewer.rows(permission, rows, partnership.pk)


def all_entries() -> QuerySet[DirectoryEntry]:
    """Every directory's entries: for the foundation, which asks who has left."""
    return DirectoryEntry.objects.all()


def listed(viewer: Viewer, partnership: Partnership, day: date) -> QuerySet[DirectoryEntry]:
    """The directory as at a day, each entry's person with their posts as `posts_now`."""
    held = PostHolding.objects.as_at(day).select_related(
        "post__principal", "post__agency__principal"
    )
    held = viewer.rows("agency.see", held, partnership.pk).order_by("post__principal__name")
    return (
        entries(viewer, partnership)
        .as_at(day)
        .prefetch_related(Prefetch("person__post_holdings", held, to_attr="posts_now"))
    )


def known_people(partnership: Partnership) -> QuerySet[Person]:
    """Everybody in a partnership's directory, whenever, by name: whom its forms offer."""
    known = DirectoryEntry.objects.filter(partnership=partnership, person=OuterRef("pk"))
    people = Person.objects.filter(Exists(known)).select_related("principal")
    return people.order_by("principal__name")


def with_work(
    people: QuerySet[Person], here: Partnership, day: date, first: UUID | None = None
) -> QuerySet[Person]:
    """These people by name, each with the agency of the partnership they work for on a day as `works_at` and
    what they are there as `works_as`; both empty of who holds no post. Of several posts the one at the
    agency `first`. No query of its own."""
    held = PostHolding.objects.as_at(day).filter(
        person=OuterRef("pk"), post__agency__record__partnership=here
    )
    preferred = Case(When(post__agency=first, then=Value(0)), default=Value(1))
    held = held.order_by(preferred, "post__principal__name", "pk")
    return people.annotate(
        works_at=Coalesce(Subquery(held.values("post__agency__principal__name")[:1]), Value("")),
        works_as=Coalesce(Subquery(held.values("post__principal__name")[:1]), Value("")),
    ).order_by("principal__name", "works_as", "pk")


def seen_people(viewer: Viewer, partnership: Partnership) -> set:
    """The keys of the people whose page the viewer may open."""
    return set(entries(viewer, partnership).values_list("person_id", flat=True))


def posts_held(viewer: Viewer, partnership: Partnership, person: Person) -> list[PostHolding]:
    """The posts a person held over time, the latest first."""
    rows = viewer.rows("agency.see", person.post_holdings.all(), partnership.pk)
    return list(
        rows.select_related(
            "post__principal", "post__agency__principal", "post__agency__record"
        ).order_by(LATEST_FIRST)
    )


def seats_held(viewer: Viewer, partnership: Partnership, person: Person) -> list[SeatHolding]:
    """The seats a person held over time, the latest first."""
    rows = viewer.rows("seat.see", person.seat_holdings.all(), partnership.pk)
    return list(
        rows.select_related(
            "seat__agency__principal", "seat__group__principal", "seat__group__record__partnership"
        ).order_by(LATEST_FIRST)
    )


def chairs_held(viewer: Viewer, partnership: Partnership, person: Person) -> list[Chairing]:
    """The groups a person chaired over time, the latest first."""
    rows = viewer.rows("group.see", person.chairings.all(), partnership.pk)
    return list(
        rows.select_related("group__principal", "group__record__partnership").order_by(LATEST_FIRST)
    )


def latest(rows: QuerySet[DirectoryEntry], person) -> QuerySet[DirectoryEntry]:
    """Of these entries the one of a person that began last; none when there is none."""
    newest = rows.filter(person=person).order_by(LATEST_FIRST, "-pk")
    return rows.filter(pk__in=list(newest.values_list("pk", flat=True)[:1]))


def kept_of(person: UUID) -> UUID | None:
    """The key of who an entry that was merged is now."""
    return PersonAlias.objects.filter(person_id=person).values_list("kept_id", flat=True).first()


def likely_same(partnership: Partnership, person: Person) -> list[tuple[str, str]]:
    """Everybody else of a directory as pairs of key and words, those called most like a person first."""
    known = known_people(partnership).exclude(pk=person.pk)
    name = person.name.casefold()

    def unlike(other: Person) -> tuple[float, str]:
        return -SequenceMatcher(None, name, other.name.casefold()).quick_ratio(), other.name

    return [
        (str(other.pk), f"{other.name} ({other.work_email or 'no e-mail known'})")
        for other in sorted(known, key=unlike)
    ]


def has_account(person: Person) -> bool:
    """Whether a person may sign in."""
    return Account.objects.filter(person=person, is_active=True).exists()
