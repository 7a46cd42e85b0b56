"""Those who answer at once: `python -m safeloom.bench.editors make` invents them, each with a response of an
agency of their own and a session, and prints what their browsers hold as JSON; `… kept` prints what
stands in their responses."""

import json
import re
import sys
from datetime import UTC, datetime
from typing import Any

import django
from django.conf import settings

from safeloom.bench.sizes import is_small

EDITORS, FEW = 120, 6
QUESTIONS, TYPED_IN = 40, "q2"


def main() -> None:
    """Print `{"fields", "typed", "queries", "editors": [{"response", "path", "cookie", "token"}, …]}`, or the
    words by response."""
    django.setup()
    sys.stdout.write(json.dumps(_kept() if sys.argv[1] == "kept" else _make()))


def _make() -> dict[str, Any]:
    from django.db import transaction

    from safeloom.bench import questionnaires as made

    with transaction.atomic():
        campaign = made.a_campaign(
            made.a_questionnaire(QUESTIONS), anonymous=False, day=datetime.now(UTC)
        )
        editors = [_editor(one) for one in made.asked_of_new_agencies(campaign, _many())]
    fields = _fields(editors[0])
    typed = f"q-{TYPED_IN}"
    return {
        "fields": fields,
        "typed": typed,
        "queries": _queries(editors[0], fields),
        "editors": editors,
    }


def _many() -> int:
    return FEW if is_small() else EDITORS


def _editor(response: Any) -> dict[str, str]:
    from django.contrib import auth
    from django.urls import reverse
    from django.utils.crypto import get_random_string

    from safeloom.bench import questionnaires as made
    from safeloom.foundation.identity.sessions import SessionStore

    account = made.a_lead(response, f"{response.pk.hex}@bench.example")
    session = SessionStore()
    session[auth.SESSION_KEY] = str(account.pk)
    session[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[auth.HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    token = get_random_string(32)
    names = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: token}
    here = response.campaign.partnership
    args = [here.key, response.record.reference, "s0"]
    return {
        "response": str(response.pk),
        "path": reverse("questionnaires:answer-section", args=args),
        "cookie": "; ".join(f"{name}={value}" for name, value in names.items()),
        "token": token,
    }


def _client(editor: dict[str, str]) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.cookies.load(editor["cookie"])
    return client


def _fields(editor: dict[str, str]) -> list[tuple[str, str]]:
    """What the form of the page holds before anything was typed, as its script sends it."""
    page = _client(editor).get(editor["path"]).content.decode()
    hidden = re.findall(r'type="hidden" name="((?:seen-|shown)[^"]*)" value="([^"]*)"', page)
    boxes = re.findall(r'<(?:textarea|input)[^>]*name="(q-[^"]+)"[^>]*>', page)
    radios = re.findall(r'<input[^>]*name="(q-[^"]+)"[^>]*type="radio"', page)
    radios += re.findall(r'<input[^>]*type="radio"[^>]*name="(q-[^"]+)"', page)
    if not hidden or f"q-{TYPED_IN}" not in boxes:
        raise SystemExit("bench: the page of the editors is not as expected.")
    return [*hidden, *((name, "") for name in boxes if name not in radios)]


def _queries(editor: dict[str, str], fields: list[tuple[str, str]]) -> int:
    from django.db import transaction

    from safeloom.bench.plan import queries_of

    client = _client(editor)
    said: dict[str, list[str]] = {}
    for name, value in fields:
        said.setdefault(name, []).append(value)

    def work() -> None:
        sent = said | {f"q-{TYPED_IN}": ["For the queries."]}
        if client.post(editor["path"], sent, headers={"X-Autosave": "1"}).status_code != 200:
            raise SystemExit("bench: an answer was not saved.")

    with transaction.atomic():
        found = queries_of(work)
        transaction.set_rollback(True)
    return found


def _kept() -> dict[str, str]:
    from safeloom.bench import questionnaires as made
    from safeloom.domain.questionnaires.models import Answer

    rows = Answer.objects.filter(
        question__key=TYPED_IN, response__record__title__startswith=made.ASKED
    )
    return {str(response): text for response, text in rows.values_list("response_id", "text")}


if __name__ == "__main__":
    main()
