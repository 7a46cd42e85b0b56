"""Telling by mail that something waits: never what it is about, nor between whom."""

from collections.abc import Iterable

from django.urls import reverse

from safeloom.foundation.access.queries import belongs_to
from safeloom.foundation.identity.models import Account, Partnership, Person
from safeloom.foundation.notices.commands import queue_mail
from safeloom.foundation.notices.links import site_address
from safeloom.foundation.records.models import Record
from safeloom.foundation.sealed.commands import entitle
from safeloom.foundation.sealed.models import Entitlement
from safeloom.foundation.today import today

TEXT = """Something waits for you at {partnership}. What it is stands behind sign-in:
{address}
"""


def tell(
    *, partnership: Partnership, key: str, people: Iterable[Person], but: Person | None = None
) -> int:
    """Queue a mail to each of these who can sign in, but to who did it; how many. The same `key` sends
    nothing twice."""
    keys = {person.pk for person in people} - ({but.pk} if but else set())
    accounts = Account.objects.filter(person__in=keys, is_active=True).select_related("person")
    address = site_address(reverse("portal:home", args=[partnership.key]))
    for account in accounts:
        queue_mail(
            key=f"{key} {account.person_id}",
            kind="something-waits",
            to=account.email,
            subject="Something waits for you in Safeloom",
            text=TEXT.format(partnership=partnership.name, address=address),
            partnership=partnership,
            person=account.person,
        )
    return len(accounts)


def entitle_more(*, by: Person | None, record: Record, people: Iterable[Person]) -> None:
    """Let these open a sealed record who may not yet; nothing where it is ordinary."""
    if not record.is_sealed:
        return
    there = Entitlement.objects.as_at(today()).filter(record=record)
    known = set(there.values_list("principal_id", flat=True))
    for person in people:
        if known.isdisjoint({person.pk, *belongs_to(person.pk, today())}):
            entitle(by=by, record=record, principal=person.principal)
