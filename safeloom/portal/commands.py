"""What somebody does with their own account, and the mail that tells them of it."""

from collections.abc import Callable
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from safeloom.foundation.access.commands import factors
from safeloom.foundation.access.commands.accounts import subject_of
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Account
from safeloom.foundation.notices.owners import tell_owner


def _telling(command: Callable[..., Any], said: str) -> Callable[..., Any]:
    @transaction.atomic
    def told(*, account: Account, **more: Any) -> Any:
        done = command(account=account, **more)
        if done is not None:
            tell_owner(account, said)
        return done

    return told


@transaction.atomic
def signed_in_with(*, account: Account, service: str, subject: str) -> SocialAccount:
    """Note that an account is signed in to with a service; from the first time on the service's own
    name for the person stands for it, and the owner is told."""
    known, new = SocialAccount.objects.get_or_create(
        provider=service, uid=subject, defaults={"user": account}
    )
    if new:
        audit.write(
            by=account.person,
            verb="account.join-service",
            subject=subject_of(account),
            after={"service": service},
        )
        tell_owner(account, "You signed in with another service for the first time.")
    return known


add_app = _telling(factors.add_app, "An app for the second step at sign-in was set up.")
add_key = _telling(factors.add_key, "A security key for the second step at sign-in was set up.")
remove_factor = _telling(factors.remove_factor, "A second step at sign-in was removed.")
new_recovery_codes = _telling(factors.new_recovery_codes, "New recovery codes were made.")
