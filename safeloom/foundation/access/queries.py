"""Reading who is reached by what."""

from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from safeloom.foundation.access.models import Grant, StrongRole
from safeloom.foundation.identity.models import Membership, Partnership, Person
from safeloom.foundation.today import today


def belongs_to(principal: UUID, day: date) -> list[UUID]:
    """All a principal belongs to on a day, directly or through another, in one query."""
    table = connection.ops.quote_name(Membership._meta.db_table)
    holds = (
        f"({table}.start IS NULL OR {table}.start <= %s)"
        f' AND ({table}."end" IS NULL OR {table}."end" >= %s)'
    )
    # IN and not =, or SQLite first goes through every membership there is to make itself a filter.
    query = (
        f"WITH RECURSIVE reached(id) AS ("  # noqa: S608 (only our own table's name is put in)
        f" SELECT of_id FROM {table} WHERE member_id = %s AND {holds}"
        f" UNION SELECT {table}.of_id FROM {table}"
        f" JOIN reached ON {table}.member_id IN (reached.id) WHERE {holds}"
        f") SELECT id FROM reached"
    )
    stored = Membership._meta.get_field("of").target_field.get_db_prep_value(principal, connection)
    with connection.cursor() as cursor:
        cursor.execute(query, [stored, day, day, day, day])
        return [found if isinstance(found, UUID) else UUID(found) for (found,) in cursor]


def belongs_or_will(principal: UUID, day: date | None = None) -> set[UUID]:
    """A principal, and all it belongs to on a day (today unless said) or is to belong to later, directly
    or through another: a query a level."""
    lasting = Membership.objects.filter(Q(end__isnull=True) | Q(end__gte=day or today()))
    found, ahead = {principal}, {principal}
    while ahead:
        ahead = set(lasting.filter(member__in=ahead).values_list("of_id", flat=True)) - found
        found |= ahead
    return found


def brings_a_role(principal: UUID) -> bool:
    """Whether who belongs to a principal holds any role by that, today or later."""
    grants = Grant.objects.filter(Q(end__isnull=True) | Q(end__gte=today()))
    return grants.filter(principal__in=belongs_or_will(principal)).exists()


def roles_from(person: Person | None, day: date) -> set[tuple[str, UUID, UUID | None]]:
    """The roles somebody has on a day or is to have later, by what stands today: role, partnership, and
    over what. None for nobody. So that what they do can be told to widen what they may do."""
    if person is None:
        return set()
    lasting = Grant.objects.filter(Q(end__isnull=True) | Q(end__gte=day))
    rows = lasting.filter(principal__in=belongs_or_will(person.pk, day))
    return set(rows.values_list("role", "partnership_id", "over_id"))


def reaches(person: Person) -> set[UUID]:
    """The keys of the partnerships in which anything is granted to a person, today or later."""
    day = today()
    grants = Grant.objects.filter(
        Q(end__isnull=True) | Q(end__gte=day),
        principal_id__in=[person.pk, *belongs_to(person.pk, day)],
    )
    return set(grants.values_list("partnership_id", flat=True))


def strong_roles(partnership: Partnership, day: date) -> list[str]:
    """The roles that ask for a second step on a day, by key."""
    rows = StrongRole.objects.as_at(day).filter(partnership=partnership)
    return sorted(set(rows.values_list("role", flat=True)))
