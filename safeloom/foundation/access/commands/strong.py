"""Which roles of a partnership ask for a second step at signing in."""

from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.access.definitions import ROLE
from safeloom.foundation.access.models import StrongRole
from safeloom.foundation.access.queries import strong_roles
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today


@transaction.atomic
def ask_second_step(
    *, by: Person | None, partnership: Partnership, roles: Collection[str]
) -> list[str]:
    """From today these roles ask for a second step and no others: who holds one and has none set up is
    led to do so at the next click. Returns the roles; raises ValidationError for one that is none."""
    if unknown := set(roles) - ROLE.keys():
        raise ValidationError(f"There is no role {min(unknown)!r}.")
    in_turn(partnership)
    day, before = today(), strong_roles(partnership, today())
    rows = StrongRole.objects.as_at(day).filter(partnership=partnership).exclude(role__in=roles)
    rows.filter(start=day).delete()
    rows.update(end=day - timedelta(days=1))
    StrongRole.objects.bulk_create(
        StrongRole(partnership=partnership, role=role, start=day)
        for role in sorted(set(roles) - set(before))
    )
    after = strong_roles(partnership, day)
    if after != before:
        audit.write(
            by=by,
            verb="grant.ask-second-step",
            subject=partnership.key,
            partnership=partnership,
            before={"roles": before},
            after={"roles": after},
        )
    return after
