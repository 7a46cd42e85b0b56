"""What the portal reads."""

from datetime import datetime

from safeloom.foundation.access.commands.accounts import subject_of
from safeloom.foundation.access.definitions import ROLE
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Account, Partnership

ENTRIES = {
    "account.sign-in": "Signed in",
    "account.sign-in-refused": "Somebody tried with a wrong password",
    "account.sign-out": "Signed out",
    "account.make-link": "A link to choose a password was made",
    "account.revoke-link": "The link was taken back",
    "account.choose-password": "Password chosen with a link",
    "account.change-password": "Password changed",
    "account.add-factor": "A second step was set up",
    "account.remove-factor": "A second step was removed",
    "account.new-recovery-codes": "New recovery codes were made",
    "account.use-recovery-code": "A recovery code was used",
    "account.reset-factors": "The second step was reset by a business manager",
    "account.second-step-refused": "Somebody who gave the password gave a wrong code",
    "account.join-service": "Signed in with another service for the first time",
    "account.end-session": "Another browser signed out",
    "account.end-sessions": "Other browsers signed out",
}


def partnerships_of(viewer: Viewer) -> list[Partnership]:
    """The partnerships in which the person holds any role today, by name."""
    keys = {held.partnership for held in viewer.grants}
    return list(Partnership.objects.filter(pk__in=keys)) if keys else []


def roles_of(viewer: Viewer, partnerships: list[Partnership]) -> list[tuple[str, list[str]]]:
    """The titles of the roles a person holds today, by partnership."""
    names = {partnership.pk: partnership.name for partnership in partnerships}
    titles: dict[str, set[str]] = {}
    for held in viewer.grants:
        titles.setdefault(names[held.partnership], set()).add(ROLE[held.role].title)
    return [(name, sorted(found)) for name, found in sorted(titles.items())]


def entries_of(account: Account) -> list[tuple[datetime, str]]:
    """The last twenty times somebody came in, tried to, went out, or got a link for the account."""
    rows = AuditRow.objects.filter(subject=subject_of(account), verb__in=ENTRIES)
    latest = rows.order_by("-at", "-id").values_list("at", "verb")[:20]
    return [(at, ENTRIES[verb]) for at, verb in latest]
