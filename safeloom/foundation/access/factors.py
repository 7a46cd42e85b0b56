"""Second factors as they are kept: secrets sealed and bound to their account, codes taken once.

The rows are django-allauth's (`Authenticator`); it asks for sealing through the adapter, which does not
say whose a secret is. So whatever reads or makes one stands inside `of(account)`. The secret itself is a
row of ours (`FactorSecret`), which is sealed anew when keys change; allauth's holds its key.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hmac import compare_digest

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.db import transaction

from safeloom.foundation.encryption.box import CannotOpen, seal, unseal
from safeloom.foundation.identity.models import Account, FactorSecret

# Seconds a code of an app is shown, by RFC 6238.
PERIOD = 30
# How many periods a telephone's clock may be wrong, or its owner slow, to either side (RFC 6238, 5.2).
TOLERANCE = 1
LAST_STEP = "last_step"
STRONG_TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_whose: ContextVar[Account] = ContextVar("whose")


@dataclass
class Factors:
    """What an account has set up."""

    app: Authenticator | None = None
    keys: list[Authenticator] = field(default_factory=list)
    codes: Authenticator | None = None
    codes_left: int = 0

    @property
    def any(self) -> bool:
        """Whether there is a second step at all; codes alone are none."""
        return self.app is not None or bool(self.keys)


@contextmanager
def of(account: Account) -> Iterator[None]:
    """Inside, secrets are sealed for and opened as this account's."""
    token = _whose.set(account)
    try:
        yield
    finally:
        _whose.reset(token)


def sealed(text: str) -> str:
    """Keep a secret; what stands for it. Raises LookupError outside `of`."""
    row = FactorSecret(account=_whose.get())
    row.sealed = seal(text.encode(), row.bound_to)
    row.save()
    return str(row.pk)


def opened(key: str) -> str:
    """A secret that was kept. Raises CannotOpen when it is another account's, or gone."""
    row = FactorSecret.objects.filter(account=_whose.get(), pk=key).first()
    if row is None:
        raise CannotOpen("There is no such secret of this account.")
    return unseal(row.sealed, row.bound_to).decode()


def forget_unused(account: Account) -> None:
    """Remove the secrets that no row uses any more."""
    rows = Authenticator.objects.filter(user=account).values_list("data", flat=True)
    used = {data.get(name) for data in rows for name in ("secret", "seed")} - {None}
    account.factor_secrets.exclude(pk__in=used).delete()


def factors_of(account: Account) -> Factors:
    """What an account has set up."""
    found = Factors()
    for row in Authenticator.objects.filter(user=account).order_by("pk"):
        if row.type == Authenticator.Type.TOTP:
            found.app = row
        elif row.type == Authenticator.Type.WEBAUTHN:
            found.keys.append(row)
        else:
            found.codes = row
            used = int(row.data["used_mask"]).bit_count()
            found.codes_left = settings.MFA_RECOVERY_CODE_COUNT - used
    return found


def has_second_step(account: Account) -> bool:
    """Whether signing in with this account takes a second step."""
    return Authenticator.objects.filter(user=account, type__in=STRONG_TYPES).exists()


def recovery_codes(account: Account) -> list[str]:
    """The codes that were not used yet."""
    row = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    if row is None:
        return []
    with of(account):
        return RecoveryCodes(row).get_unused_codes()


def step_of(secret: str, code: str, after: int = -1) -> int | None:
    """The period a code of an app belongs to, if it is one of now and later than `after`: so that a
    code counts once, and none older than it afterwards."""
    now = int(time.time()) // PERIOD
    for step in range(now - TOLERANCE, now + TOLERANCE + 1):
        right = compare_digest(format_hotp_value(hotp_value(secret, step)), plain(code))
        if right and step > after:
            return step
    return None


@transaction.atomic
def take_code(account: Account, code: str) -> Authenticator | None:
    """The app or the recovery codes whose code this is, which is spent by it; None when it is wrong or
    was used. Of two who send the same code at once, one is let in."""
    rows = Authenticator.objects.select_for_update().filter(user=account)
    code = plain(code)
    with of(account):
        for row in rows.filter(type=Authenticator.Type.TOTP):
            step = step_of(opened(row.data["secret"]), code, row.data.get(LAST_STEP, -1))
            if step is not None:
                row.data[LAST_STEP] = step
                row.save(update_fields=["data"])
                row.record_usage()
                return row
        for row in rows.filter(type=Authenticator.Type.RECOVERY_CODES):
            if RecoveryCodes(row).validate_code(code):
                row.record_usage()
                return row
    return None


def plain(code: str) -> str:
    """A code as typed, without the spaces and dashes that apps and people put in."""
    return (
        "".join(sign for sign in code if sign not in " -\u00a0").encode("ascii", "replace").decode()
    )
