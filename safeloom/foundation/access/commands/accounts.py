"""Accounts, their passwords and the one-use links with which a password is chosen."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from safeloom.foundation.access.leaving import has_left, leavers
from safeloom.foundation.access.queries import reaches
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import (
    Account,
    HeldDraft,
    Partnership,
    PasswordLink,
    Person,
    Session,
)
from safeloom.foundation.today import today

Kind = PasswordLink.Kind
LINK_LASTS = timedelta(days=7)
# Whoever forgot a password is at the screen; an hour is enough.
LASTS = {Kind.BY_HAND: LINK_LASTS, Kind.INVITATION: LINK_LASTS, Kind.FORGOTTEN: timedelta(hours=1)}
# An invitation that was not taken up is shown for so long.
INVITATION_SHOWN = timedelta(days=90)


class NotYours(Exception):
    """The account also opens another partnership, so one partnership alone may not decide on it."""


class LinkSpent(Exception):
    """The link was used, has expired, was replaced by a newer one, or never was."""


@transaction.atomic
def open_account(
    *, by: Person | None, partnership: Partnership, person: Person, email: str
) -> Account:
    """An account for a person who has none. Nobody can sign in with it until its owner has chosen a
    password with a link. Raises ValidationError when the person or the address has one already, or when
    another partnership gave the person a role: whoever chooses the address gets the links."""
    if by is not None and reaches(person) - {partnership.pk}:
        raise ValidationError(
            {
                "person": "Another partnership gave them a role. One of you makes the account while they"
                " hold no role with the other, which gives it afterwards."
            }
        )
    account = Account(person=person, email=email.strip().lower())
    account.set_unusable_password()
    account.full_clean(exclude=["password"])
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as problem:
        raise ValidationError({"email": "There is an account with this address."}) from problem
    audit.write(
        by=by,
        verb="account.open",
        subject=subject_of(account),
        partnership=partnership,
        after={"person_id": person.pk, "is_active": True},
    )
    return account


@transaction.atomic
def close_account(*, by: Person | None, partnership: Partnership, account: Account) -> Account:
    """End an account: its sessions, its link and its held drafts end with it. Raises NotYours,
    or ValidationError for one's own."""
    must_be_ours(by, partnership, account)
    if by is not None and by.pk == account.person_id:
        raise ValidationError("You cannot close your own account. Ask another business manager.")
    with audit.changing(
        account,
        by=by,
        verb="account.close",
        subject=subject_of(account),
        partnership=partnership,
    ):
        account.is_active = False
        # A session is bound to the password's hash: with a new one every session is over.
        account.set_unusable_password()
        account.save(update_fields=["is_active", "password"])
    account.sessions.all().delete()
    PasswordLink.objects.filter(account=account).delete()
    HeldDraft.objects.filter(account=account).delete()
    return account


@transaction.atomic
def reopen_account(*, by: Person | None, partnership: Partnership, account: Account) -> Account:
    """Let a closed account be used again; it needs a new link. Raises NotYours."""
    must_be_ours(by, partnership, account)
    with audit.changing(
        account,
        by=by,
        verb="account.reopen",
        subject=subject_of(account),
        partnership=partnership,
    ):
        account.is_active = True
        account.save(update_fields=["is_active"])
    return account


@transaction.atomic
def make_link(
    *,
    by: Person | None,
    partnership: Partnership | None,
    account: Account,
    kind: str = Kind.BY_HAND,
) -> str:
    """The secret of a new one-use link; the earlier one, if any, is worth nothing from now on.

    It is returned this once and kept nowhere in clear. The password in use goes on until a new one
    is chosen. Raises NotYours.
    """
    must_be_ours(by, partnership, account)
    if not account.is_active:
        raise ValidationError("The account is closed. Open it again first.")
    secret = secrets.token_urlsafe(32)
    PasswordLink.objects.update_or_create(
        account=account,
        defaults={
            "digest": _digest(secret),
            "kind": kind,
            "expires": datetime.now(UTC) + LASTS[Kind(kind)],
            "opened": None,
        },
    )
    audit.write(
        by=by,
        verb="account.make-link",
        subject=subject_of(account),
        partnership=partnership,
        after={"kind": kind},
    )
    return secret


@transaction.atomic
def revoke_link(*, by: Person | None, partnership: Partnership, account: Account) -> Account:
    """Take back the link that lies about. Raises NotYours, or ValidationError when there is none."""
    must_be_ours(by, partnership, account)
    if not PasswordLink.objects.filter(account=account).delete()[0]:
        raise ValidationError("There is no link to take back.")
    audit.write(
        by=by, verb="account.revoke-link", subject=subject_of(account), partnership=partnership
    )
    return account


def link_opened(secret: str) -> None:
    """Note when a link was first opened, by its owner or by a mail scanner."""
    _live_links(secret).filter(opened__isnull=True).update(opened=datetime.now(UTC))


def account_of_link(secret: str) -> Account:
    """The account a link is for. Raises LinkSpent; so too when its owner has left."""
    link = _live_links(secret).select_related("account").first()
    if link is None or has_left(link.account):
        raise LinkSpent
    return link.account


@transaction.atomic
def use_link(*, secret: str, password: str) -> Account:
    """Choose a password with a link, which is spent by it. Every session of the account ends.
    Raises LinkSpent, or ValidationError when the password is too easy."""
    account = account_of_link(secret)
    validate_password(password, account)
    # Of two who use it at once, the one whose delete finds the row goes on.
    if not _live_links(secret).delete()[0]:
        raise LinkSpent
    return _set_password(account, password, "account.choose-password")


@transaction.atomic
def change_password(*, account: Account, password: str, session_key: str = "") -> Account:
    """The owner, signed in, chooses another password. A link that lies about is worth nothing from
    now on; of the account's sessions the one with `session_key` may go on. Raises ValidationError
    when the password is too easy."""
    validate_password(password, account)
    PasswordLink.objects.filter(account=account).delete()
    return _set_password(account, password, "account.change-password", but=session_key)


def subject_of(account: Account) -> str:
    """How the audit names an account: by its key, never by its address."""
    return f"account {account.pk}"


def remove_spent_links() -> int:
    """Remove links whose time is over, but for invitations, which show for a while that they were not
    taken up; how many there were."""
    now = datetime.now(UTC)
    over = PasswordLink.objects.filter(expires__lt=now)
    shown = Q(kind=Kind.INVITATION, expires__gte=now - INVITATION_SHOWN)
    return over.exclude(shown).delete()[0]


def remove_of_leavers() -> int:
    """Remove the sessions, links and held drafts of people who have left: nothing of it works any more,
    so this only tidies. How many there were."""
    with_something = Account.objects.filter(
        Q(sessions__isnull=False) | Q(password_link__isnull=False) | Q(held_drafts__isnull=False)
    )
    people = set(with_something.values_list("person_id", flat=True))
    gone = Account.objects.filter(person__in=leavers(today(), among=people))
    owned = (Session, PasswordLink, HeldDraft)
    return sum(model.objects.filter(account__in=gone).delete()[0] for model in owned)


def _set_password(account: Account, password: str, verb: str, but: str = "") -> Account:
    account.set_password(password)
    account.save(update_fields=["password"])
    # They are over already, as a session is bound to the password's hash; so nobody is shown them.
    account.sessions.exclude(session_key=but).delete()
    audit.write(by=account.person, verb=verb, subject=subject_of(account))
    return account


def must_be_ours(by: Person | None, partnership: Partnership | None, account: Account) -> None:
    """Raises NotYours where `by` may not decide on an account alone."""
    # Who makes a link can become the account's owner. Where the account opens a second
    # partnership, that would be a way into it: then only the installation's keeper may.
    if by is not None and reaches(account.person) - {partnership.pk if partnership else None}:
        raise NotYours


def _live_links(secret: str) -> QuerySet[PasswordLink]:
    now = datetime.now(UTC)
    return PasswordLink.objects.filter(
        digest=_digest(secret), expires__gte=now, account__is_active=True
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
