"""Beginning a partnership on this installation."""

from django.db import transaction

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person


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
