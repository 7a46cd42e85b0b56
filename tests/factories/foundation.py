"""Invented partnerships, people and accounts."""

from datetime import date
from itertools import count

from safeloom.foundation.access.models import Grant
from safeloom.foundation.identity.models import Account, Partnership, Person, Principal
from tests.factories import SHARED, Place, sample

_number = count(1)


def partnership(key: str = "", name: str = "") -> Partnership:
    """A partnership of its own key."""
    key = key or f"vale-{next(_number)}"
    return Partnership.objects.create(key=key, name=name or f"{key.title()} Partnership")


def person(name: str = "") -> Person:
    """Somebody without an account."""
    principal = Principal.objects.create(
        kind=Principal.Kind.PERSON, name=name or f"Ash Invented {next(_number)}"
    )
    return Person.objects.create(principal=principal)


def account(of: Person | None = None, email: str = "", password: str = "") -> Account:
    """An account; without a password nobody can sign in with it but a test's `force_login`."""
    found = Account(person=of or person(), email=email or f"ash{next(_number)}@safeloom.example")
    if password:
        found.set_password(password)
    else:
        found.set_unusable_password()
    found.save()
    return found


def granted(
    role: str,
    in_partnership: Partnership,
    *,
    over: Principal | None = None,
    principal: Principal | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Account:
    """An account whose person holds a role (itself, or through `principal` it was granted to)."""
    holder = account()
    Grant.objects.create(
        principal=principal or holder.person.principal,
        partnership=in_partnership,
        role=role,
        over=over,
        start=start,
        end=end,
    )
    return holder


@sample("portal:link", by=SHARED)
def _a_link(place: Place) -> dict[str, object]:
    return {"secret": "not-a-secret"}


@sample("openid_connect_login", "openid_connect_callback", by=SHARED)
def _a_service(place: Place) -> dict[str, object]:
    return {"provider_id": "nowhere"}


@sample("portal:remove-factor", by=SHARED)
def _a_factor(place: Place) -> dict[str, object]:
    return {"pk": 1}


def grant(principal: Principal, role: str, in_partnership: Partnership, over=None) -> Grant:
    """A role that holds always."""
    return Grant.objects.create(
        principal=principal, partnership=in_partnership, role=role, over=over
    )
