"""The people of the demonstration, who sign in by a click: on the demonstration alone."""

from dataclasses import dataclass

from django.conf import settings

from safeloom.foundation.access.definitions import ROLES
from safeloom.foundation.access.models import Grant
from safeloom.foundation.access.queries import reaches
from safeloom.foundation.identity.models import Account, Partnership
from safeloom.foundation.today import today

PARTNERSHIP = "demo"
# What marks an account as a persona. No real address ends so: `.example` belongs to nobody (RFC 2606).
ADDRESSES_END = "@demo.safeloom.example"


@dataclass(frozen=True)
class Persona:
    """Somebody invented who shows what one role sees. `key` is the account's word before the @."""

    key: str
    role: str
    title: str
    name: str
    account: Account


def personas() -> list[Persona]:
    """Who signs in by a click, in the order of the roles; none unless this is the demonstration."""
    if not settings.DEMONSTRATION:
        return []
    demo = Partnership.objects.filter(key=PARTNERSHIP).first()
    if demo is None:
        return []
    grants = (
        Grant.objects.as_at(today())
        .filter(
            partnership=demo,
            principal__person__account__email__endswith=ADDRESSES_END,
            principal__person__account__is_active=True,
        )
        .select_related("principal__person__account")
        .order_by("pk")
    )
    found: dict[str, Persona] = {}
    for grant in grants:
        account = grant.principal.person.account
        key = account.email.removesuffix(ADDRESSES_END)
        # Whoever is granted anything elsewhere is not a persona, whatever the address.
        if key in found or reaches(account.person) != {demo.pk}:
            continue
        name = grant.principal.name
        found[key] = Persona(key, grant.role, _title(grant.role), name, account)
    order = [role.key for role in ROLES]
    return sorted(found.values(), key=lambda persona: order.index(persona.role))


def _title(key: str) -> str:
    return next(role.title for role in ROLES if role.key == key)
