"""What to ask for at a size, worked out in a process of its own: `python -m safeloom.bench.plan JOB…`
prints it as JSON. Somebody signs in, each page is opened once to know its queries and rows."""

import json
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from safeloom.bench.floor import FOLDER
from safeloom.bench.sizes import TIMED


def main() -> None:
    """Print `{"site": cookie, "floor": cookie, "pages": {job: {"path", "queries", "rows"}}}`."""
    django.setup()
    from safeloom.bench.addresses import addresses

    session = _signed_in(settings.AUTHENTICATION_BACKENDS[0])
    at_floor = _signed_in("django.contrib.auth.backends.ModelBackend")
    pages = {job: _looked_at(job, path, session) for job, path in addresses(sys.argv[1:]).items()}
    name = settings.SESSION_COOKIE_NAME
    found = {"site": f"{name}={session}", "floor": f"{name}={at_floor}", "pages": pages}
    sys.stdout.write(json.dumps(found))


def _signed_in(backend: str) -> str:
    """The key of a new session of the timed county's business manager."""
    from django.contrib import auth

    from safeloom.foundation.access.models import Grant
    from safeloom.foundation.identity.models import Account
    from safeloom.foundation.identity.sessions import SessionStore

    managers = Grant.objects.filter(partnership__key=TIMED, role="business-manager")
    account = Account.objects.get(person__in=managers.values("principal"))
    session = SessionStore()
    session[auth.SESSION_KEY] = str(account.pk)
    session[auth.BACKEND_SESSION_KEY] = backend
    session[auth.HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return session.session_key


def _looked_at(job: str, path: str, session: str) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    client.get(path)  # the first time something may be remembered that later ones do not ask
    asked: list[tuple[str, Any]] = []
    with connection.execute_wrapper(_noting(asked)):
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"bench: {path} answered {answer.status_code}.")
    kept = Path(settings.VAR) / FOLDER / job
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(pickle.dumps(without_sign_in(asked)))
    return {"path": path, "queries": len(asked), "rows": answer.content.count(b"<tr")}


def queries_of(work: Callable[[], object]) -> int:
    """How many queries a piece of work makes; it is done once for it."""
    from django.db import connection

    asked: list[tuple[str, Any]] = []
    with connection.execute_wrapper(_noting(asked)):
        work()
    return len(asked)


def _noting(asked: list[tuple[str, Any]]) -> Callable:
    def note(execute, statement, values, many, context):
        if is_query(statement):
            asked.append((statement, values))
        return execute(statement, values, many, context)

    return note


def is_query(statement: str) -> bool:
    """Whether a statement asks or changes something, and does not only begin or end."""
    return statement.split(None, 1)[0] not in {"BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "SET"}


def without_sign_in(asked: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The queries less those that session and sign-in make, as the floor makes those itself."""
    rest = [each for each in asked if "foundation_session" not in each[0]]
    account = next(at for at, each in enumerate(rest) if 'FROM "foundation_account"' in each[0])
    return rest[:account] + rest[account + 1 :]


if __name__ == "__main__":
    main()
