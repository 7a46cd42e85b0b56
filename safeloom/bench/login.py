"""Signing in, beside what checking the password costs by itself."""

from collections.abc import Callable
from itertools import count

from safeloom.bench.sizes import TIMED

PASSWORD = "heron under nine lamps"  # noqa: S105 - of an invented account


def login() -> dict[str, Callable[[], object]]:
    """The sign-in form sent, by the timed county's business manager: from its limits on attempts to the
    session and the audit. The floor is the bare check of the same password, by the same hasher."""
    from django.test import Client

    from safeloom.foundation.access.models import Grant
    from safeloom.foundation.identity.models import Account

    managers = Grant.objects.filter(partnership__key=TIMED, role="business-manager")
    account = Account.objects.get(person__in=managers.values("principal"))
    account.set_password(PASSWORD)
    account.save()
    form = {"login": account.email, "password": PASSWORD}
    # Each from another address, or the limit on attempts would be met.
    addresses = (f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}" for n in count())

    def work() -> None:
        client = Client(SERVER_NAME="localhost", REMOTE_ADDR=next(addresses))
        if client.post("/sign-in/", form).status_code != 302:
            raise SystemExit("bench: nobody was signed in.")

    return {"work": work, "floor": lambda: account.check_password(PASSWORD)}
