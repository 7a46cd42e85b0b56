"""Giving and ending roles."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from safeloom.foundation.access.models import Grant
from safeloom.foundation.access.queries import belongs_or_will
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person, Principal
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today

MANAGER = "business-manager"


@transaction.atomic
def give_role(
    *,
    by: Person | None,
    partnership: Partnership,
    principal: Principal,
    role: str,
    over: Principal | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Grant:
    """Grant a role in a partnership from a day to a day. Raises ValidationError: over the wrong kind
    of thing, for days on which it is held already, or to whoever gives it (nobody widens what they
    themselves may do)."""
    if by is not None and principal.pk in belongs_or_will(by.pk):
        raise ValidationError("You cannot give a role to yourself. Ask another business manager.")
    in_turn(partnership)
    grant = Grant(
        principal=principal, partnership=partnership, role=role, over=over, start=start, end=end
    )
    grant.full_clean()
    same = Grant.objects.filter(
        principal=principal, partnership=partnership, role=role, over=over
    ).overlapping(start, end)
    if same.exists():
        raise ValidationError("They hold this role already on some of these days.")
    grant.save()
    audit.write(
        by=by,
        verb="grant.give",
        subject=f"grant {grant.pk}",
        partnership=partnership,
        after=_told(grant),
    )
    return grant


@transaction.atomic
def end_role(*, by: Person | None, grant: Grant, last_day: date) -> Grant:
    """End a grant after `last_day`; yesterday takes it away at once. Raises ValidationError when the
    partnership would be left without a business manager, or when it ended earlier."""
    in_turn(grant.partnership)
    grant = Grant.objects.select_related("partnership").get(pk=grant.pk)
    if grant.end is not None and grant.end <= last_day:
        raise ValidationError("The role ends no later than that already.")
    if grant.role == MANAGER and not _another_manager(grant, last_day):
        raise ValidationError(
            "A partnership needs a business manager. Give the role to somebody else first."
        )
    with audit.changing(
        grant,
        by=by,
        verb="grant.end",
        subject=f"grant {grant.pk}",
        partnership=grant.partnership,
    ):
        # A role that is taken away before it began is held on no day from now on.
        if grant.start is not None and grant.start > last_day:
            grant.start = last_day = min(last_day, today() - timedelta(days=1))
        grant.end = last_day
        grant.save()
    return grant


def lasting_after(person: Person, partnership: Partnership, day: date) -> list[Grant]:
    """The roles given to a person by name in a partnership that would last beyond a day."""
    rows = Grant.objects.filter(principal_id=person.pk, partnership=partnership)
    return list(rows.filter(Q(end__isnull=True) | Q(end__gt=day)).order_by("pk"))


def _another_manager(grant: Grant, last_day: date) -> bool:
    following = last_day + timedelta(days=1)
    others = Grant.objects.as_at(max(following, today())).filter(
        Q(principal__person__account__is_active=True),
        partnership_id=grant.partnership_id,
        role=MANAGER,
    )
    return others.exclude(pk=grant.pk).exists()


def _told(grant: Grant) -> dict:
    told = audit.fields_of(grant)
    told.pop("id")
    return told
