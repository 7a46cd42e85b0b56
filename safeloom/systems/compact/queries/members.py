"""Who is a member: whoever holds a seat in a group on a day. Leaving the seat ends what is asked."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from safeloom.domain.partnership.models import Group, SeatHolding
from safeloom.foundation.identity.models import Account, Partnership, Person


def seats_held(groups: Iterable[UUID] | QuerySet, day: date) -> QuerySet[SeatHolding]:
    """Who holds which seat of these groups on a day."""
    return SeatHolding.objects.as_at(day).filter(seat__group__in=groups)


def done_by(person: Any) -> Q:
    """Signatures and receipts of a person (a row, or the outer query's), those under an entry that was
    merged into theirs too: what was signed is never altered."""
    return Q(person=person) | Q(person__merged_into__kept=person)


def groups_of(person: Person | None, partnership: Partnership, day: date) -> set[UUID]:
    """The partnership's own groups in which a person holds a seat on a day. 1 query."""
    if person is None:
        return set()
    held = SeatHolding.objects.as_at(day).filter(
        person=person, seat__group__record__partnership=partnership
    )
    return set(held.values_list("seat__group_id", flat=True))


def with_groups(people: QuerySet[Person], groups: QuerySet, day: date) -> QuerySet[Person]:
    """People with the seats of these groups they hold on a day as `seats_now`, and whether they may
    sign in as `signs_in`."""
    held = seats_held(groups, day).select_related("seat__group__principal")
    account = Account.objects.filter(person=OuterRef("pk"), is_active=True)
    return (
        people.select_related("principal", "account")
        .prefetch_related(Prefetch("seat_holdings", held, to_attr="seats_now"))
        .annotate(signs_in=Exists(account))
    )


def groups_to_choose(partnership: Partnership) -> QuerySet[Group]:
    """The partnership's own groups that have not ended."""
    rows = Group.objects.filter(record__partnership=partnership, end__isnull=True)
    return rows.select_related("principal").order_by("principal__name")
