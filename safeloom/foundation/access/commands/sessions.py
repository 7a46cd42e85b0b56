"""Ending what is signed in elsewhere."""

from django.db import transaction

from safeloom.foundation.access.commands.accounts import subject_of
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Account, Partnership, Person
from safeloom.foundation.identity.signed_in import live, mark_of


@transaction.atomic
def end_session(*, by: Person, account: Account, mark: str) -> bool:
    """End the one session of an account that is called by `mark`; False when there is none."""
    row = next((row for row in live(account) if mark_of(row.session_key) == mark), None)
    if row is None:
        return False
    row.delete()
    audit.write(by=by, verb="account.end-session", subject=subject_of(account))
    return True


@transaction.atomic
def end_sessions(
    *, by: Person | None, account: Account, partnership: Partnership | None = None, but: str = ""
) -> int:
    """End every session of an account, except the one whose key is `but`; how many there were."""
    many, _ = account.sessions.exclude(session_key=but).delete()
    audit.write(
        by=by,
        verb="account.end-sessions",
        subject=subject_of(account),
        partnership=partnership,
        after={"sessions": many},
    )
    return many
