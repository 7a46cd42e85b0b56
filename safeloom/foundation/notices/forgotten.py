"""A forgotten password: an address is taken without looking at it, and looked up by the tick."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from safeloom.foundation.access.commands import accounts
from safeloom.foundation.access.leaving import has_left
from safeloom.foundation.encryption.box import CannotOpen, seal, unseal
from safeloom.foundation.identity.models import Account, LinkAsked, PasswordLink
from safeloom.foundation.notices.commands import queue_mail
from safeloom.foundation.notices.links import site_address
from safeloom.kernel.keys import new_key

# A second mail to one account leaves no sooner.
APART = timedelta(minutes=15)
# Asked for by several at once: each tick answers so many.
BATCH = 50
TEXT = """Somebody asked for a new password for your account on Safeloom. If it was you, choose one here:

{address}

The link works once, for {lasts}. If it was not you, do nothing: your password stays as it is.
"""
LASTS = {PasswordLink.Kind.FORGOTTEN: "one hour", PasswordLink.Kind.INVITATION: "seven days"}


def ask(email: str) -> LinkAsked:
    """Take an address that somebody typed. Nothing depends on whether an account has it."""
    asked = LinkAsked()
    asked.sealed = seal(email.strip().lower().encode(), asked.bound_to)
    asked.save()
    return asked


def answer_asked() -> str:
    """Queue a mail with a link to each account whose address was given."""
    mailed = sum(_answer(asked) for asked in LinkAsked.objects.order_by("asked")[:BATCH])
    return f"queued {mailed} links for forgotten passwords" if mailed else ""


@transaction.atomic
def _answer(asked: LinkAsked) -> bool:
    # Of two ticks at once, the one whose delete finds the row goes on.
    if not LinkAsked.objects.filter(pk=asked.pk).delete()[0]:
        return False
    try:
        email = unseal(asked.sealed, asked.bound_to).decode()
    except CannotOpen:
        return False
    account = Account.objects.filter(email=email, is_active=True).select_related("person").first()
    if account is None or has_left(account) or _lately(account):
        return False
    # Who never chose a password was invited, and still is.
    kinds = PasswordLink.Kind
    kind = kinds.FORGOTTEN if account.has_usable_password() else kinds.INVITATION
    secret = accounts.make_link(by=None, partnership=None, account=account, kind=kind)
    queue_mail(
        key=f"forgotten {new_key()}",
        kind="forgotten-password",
        to=account.email,
        subject="A new password for Safeloom",
        text=TEXT.format(
            address=site_address(reverse("portal:link", args=[secret])), lasts=LASTS[kind]
        ),
        person=account.person,
    )
    return True


def _lately(account: Account) -> bool:
    link = PasswordLink.objects.filter(account=account).first()
    if link is None or link.kind == PasswordLink.Kind.BY_HAND:
        return False
    lasts = accounts.LASTS[PasswordLink.Kind(link.kind)]
    return link.expires - lasts > datetime.now(UTC) - APART
