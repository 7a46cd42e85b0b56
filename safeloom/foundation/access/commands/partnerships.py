"""Beginning a partnership on this installation."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.access.commands.accounts import make_link, open_account
from safeloom.foundation.access.commands.grants import MANAGER, give_role
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person, Principal


@transaction.atomic
def open_partnership(*, by: Person | None, key: str, name: str) -> Partnership:
    """A new partnership. Raises ValidationError when the key is taken or is no key."""
    partnership = Partnership(key=key, name=name)
    partnership.full_clean()
    partnership.save()
    audit.write(
        by=by,
        verb="partnership.open",
        subject=key,
        partnership=partnership,
        after={"key": key, "name": name},
    )
    return partnership


@transaction.atomic
def start(*, key: str, name: str, manager: str, email: str) -> tuple[Partnership, str]:
    """A partnership with its business manager, and the secret of the link with which the manager
    chooses a password; all or nothing. Raises ValidationError naming the field that is wrong."""
    partnership = open_partnership(by=None, key=key, name=name)
    if not manager.strip():
        raise ValidationError({"manager": "Enter the business manager's name."})
    principal = Principal.objects.create(kind=Principal.Kind.PERSON, name=manager.strip())
    person = Person(principal=principal, work_email=email.strip())
    person.full_clean(exclude=["principal"])
    person.save()
    account = open_account(by=None, partnership=partnership, person=person, email=email)
    give_role(by=None, partnership=partnership, principal=principal, role=MANAGER)
    return partnership, make_link(by=None, partnership=partnership, account=account)
