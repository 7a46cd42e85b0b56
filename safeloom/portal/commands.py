"""What somebody does with their own account, and the mail that tells them of it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from safeloom.foundation.access.commands import factors
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


add_app = _telling(factors.add_app, "An app for the second step at sign-in was set up.")
add_key = _telling(factors.add_key, "A security key for the second step at sign-in was set up.")
remove_factor = _telling(factors.remove_factor, "A second step at sign-in was removed.")
new_recovery_codes = _telling(factors.new_recovery_codes, "New recovery codes were made.")
