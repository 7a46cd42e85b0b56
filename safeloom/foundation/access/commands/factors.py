"""Second steps at signing in: set up, changed, taken away, reset by a steward."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.access import factors
from safeloom.foundation.access.commands.accounts import must_be_ours, subject_of
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Account, Partnership, Person

Type = Authenticator.Type


@transaction.atomic
def add_app(*, account: Account, secret: str, code: str, session_key: str) -> Authenticator:
    """Take an app's codes from now on, once it has shown one; an app set up before counts no more.
    Sessions that began without a second step end, but for the one it is done in. Raises ValidationError
    when the code is not the app's."""
    step = factors.step_of(secret, code)
    if step is None:
        raise ValidationError("This is not the code the app shows now. Wait for the next one.")
    _locked(account)
    first = not factors.has_second_step(account)
    Authenticator.objects.filter(user=account, type=Type.TOTP).delete()
    with factors.of(account):
        row = TOTP.activate(account, secret).instance
        row.data[factors.LAST_STEP] = step
        row.save(update_fields=["data"])
    factors.forget_unused(account)
    return _added(account, row, first, session_key)


@transaction.atomic
def add_key(
    *, account: Account, name: str, credential: dict[str, Any], session_key: str
) -> Authenticator:
    """Take a security key from now on, whose answer was checked already."""
    _locked(account)
    first = not factors.has_second_step(account)
    row = WebAuthn.add(account, name, credential).instance
    return _added(account, row, first, session_key)


@transaction.atomic
def remove_factor(*, account: Account, pk: int) -> Authenticator | None:
    """Take an app or a key away; with the last one go the recovery codes. None when there is none."""
    _locked(account)
    row = Authenticator.objects.filter(user=account, type__in=factors.STRONG_TYPES, pk=pk).first()
    if row is None:
        return None
    row.delete()
    if not factors.has_second_step(account):
        Authenticator.objects.filter(user=account).delete()
    factors.forget_unused(account)
    audit.write(
        by=account.person,
        verb="account.remove-factor",
        subject=subject_of(account),
        before={"type": row.type},
    )
    return row


@transaction.atomic
def new_recovery_codes(*, account: Account) -> Account:
    """Ten new codes; those there were are worth nothing from now on. Raises ValidationError without a
    second step."""
    _locked(account)
    if not factors.has_second_step(account):
        raise ValidationError("Set up a second step first.")
    Authenticator.objects.filter(user=account, type=Type.RECOVERY_CODES).delete()
    with factors.of(account):
        RecoveryCodes.activate(account)
    factors.forget_unused(account)
    audit.write(by=account.person, verb="account.new-recovery-codes", subject=subject_of(account))
    return account


@transaction.atomic
def reset_factors(
    *, by: Person | None, partnership: Partnership | None, account: Account
) -> Account:
    """Take away all that somebody set up, because they lost it; they are signed out everywhere, and set
    up another where a role asks for it. Raises NotYours, or ValidationError when there is nothing or
    it is one's own."""
    must_be_ours(by, partnership, account)
    if by is not None and by.pk == account.person_id:
        raise ValidationError(
            "You cannot reset your own second step. Ask another business manager."
        )
    many, _ = Authenticator.objects.filter(user=account).delete()
    if not many:
        raise ValidationError("They have no second step set up.")
    factors.forget_unused(account)
    account.sessions.all().delete()
    audit.write(
        by=by,
        verb="account.reset-factors",
        subject=subject_of(account),
        partnership=partnership,
    )
    return account


@transaction.atomic
def second_step_taken(*, account: Account, factor: Authenticator) -> Authenticator:
    """Note that a recovery code was used; whoever's it is should see that."""
    if factor.type == Type.RECOVERY_CODES:
        audit.write(
            by=account.person,
            verb="account.use-recovery-code",
            subject=subject_of(account),
            after={"left": factors.factors_of(account).codes_left},
        )
    return factor


@transaction.atomic
def second_step_refused(*, account: Account) -> Account:
    """Note that somebody who knew the password gave a wrong code."""
    audit.write(by=None, verb="account.second-step-refused", subject=subject_of(account))
    return account


def _added(account: Account, row: Authenticator, first: bool, session_key: str) -> Authenticator:
    if first:
        with factors.of(account):
            RecoveryCodes.activate(account)
        account.sessions.exclude(session_key=session_key).delete()
    audit.write(
        by=account.person,
        verb="account.add-factor",
        subject=subject_of(account),
        after={"type": row.type},
    )
    return row


def _locked(account: Account) -> None:
    # Two windows of one person, one after the other.
    Account.objects.select_for_update().get(pk=account.pk)
