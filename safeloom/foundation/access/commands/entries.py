"""Coming in and going out, on the installation's own chain."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from safeloom.foundation.access.commands.accounts import subject_of
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Account


@transaction.atomic
def signed_in(*, account: Account) -> Account:
    """Note that an account's owner came in. A visit begins, unless the last one has only just been
    cut off: then "since you were here" goes on meaning since before that."""
    now = datetime.now(UTC)
    visit = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    if account.seen is None or account.seen < now - visit:
        account.seen_before, account.seen = account.seen, now
        account.save(update_fields=["seen", "seen_before"])
    audit.write(by=account.person, verb="account.sign-in", subject=subject_of(account))
    return account


@transaction.atomic
def signed_out(*, account: Account) -> Account:
    """Note that an account's owner went out."""
    audit.write(by=account.person, verb="account.sign-out", subject=subject_of(account))
    return account


@transaction.atomic
def refused(*, email: str) -> Account | None:
    """Note that a sign-in failed; the account that was tried, if there is one. An address that no
    account has is not written down: only a keyed hash, which shows that one is tried again."""
    tried = email.strip().lower()
    account = Account.objects.filter(email=tried).first()
    unknown = salted_hmac("safeloom.unknown-address", tried).hexdigest()[:16]
    subject = subject_of(account) if account else f"no account {unknown}"
    audit.write(by=None, verb="account.sign-in-refused", subject=subject)
    return account
