"""Who has left: all that tied them to a partnership is over. Nothing is written when that day comes; it
is asked at each request, so it holds from midnight in England and is undone by a new post or role."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from safeloom.foundation.access.models import Grant
from safeloom.foundation.identity.models import Account, Membership, Person
from safeloom.foundation.today import today
from safeloom.kernel.registry import Tie, offered, resolve


def grants() -> QuerySet[Grant]:
    """Roles given to people by name, as a tie."""
    return Grant.objects.all()


def memberships() -> QuerySet[Membership]:
    """Posts, seats and chairs that people hold, as a tie."""
    return Membership.objects.all()


def leavers(day: date, *, among: Iterable[UUID] | None = None) -> QuerySet[Person]:
    """People who were tied to a partnership by something, of which nothing goes on on `day` or begins
    later. Who was never tied by anything has not left."""
    ended, lasting = Q(), Q()
    for tie in offered(Tie):
        rows = resolve(tie.rows)().filter(**{tie.person: OuterRef("pk")})
        ended |= Q(Exists(rows.filter(end__lt=day)))
        if tie.keeps:
            lasting |= Q(Exists(rows.filter(Q(end__isnull=True) | Q(end__gte=day))))
    people = Person.objects.filter(ended & ~lasting)
    return people if among is None else people.filter(pk__in=list(among))


def has_left(account: Account) -> bool:
    """Whether the owner of an account has left by today."""
    return leavers(today(), among=[account.person_id]).exists()
