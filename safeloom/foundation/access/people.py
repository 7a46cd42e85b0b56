"""Who holds a role: the people whom its grants reach, directly or through what they belong to."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from safeloom.foundation.access.models import Grant
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Membership, Partnership, Person
from safeloom.foundation.today import today


def holders(
    partnership: Partnership, roles: Iterable[str], over: Iterable[UUID] = ()
) -> QuerySet[Person]:
    """The people who hold one of these roles today: over the whole partnership, or over one of these
    agencies or groups. A query a level of membership, of which there are few."""
    day = today()
    grants = Grant.objects.filter(holding(day), partnership=partnership, role__in=list(roles))
    grants = grants.filter(Q(over=None) | Q(over__in=list(over)))
    found = ahead = set(grants.values_list("principal_id", flat=True))
    members = Membership.objects.filter(holding(day))
    while ahead:
        ahead = set(members.filter(of__in=ahead).values_list("member_id", flat=True)) - found
        found |= ahead
    return Person.objects.filter(pk__in=found)
