"""Opening a response by a link, and sending its pages as they were shown."""

import re
import secrets
from datetime import UTC, datetime, timedelta

from django.test import Client

from safeloom.domain.questionnaires.models import ResponseLink
from safeloom.domain.questionnaires.queries.links import digest_of

ROOT = "/answer/"
LED = f"{ROOT}section/leadership/"
PEOPLE = f"{ROOT}section/people/"


def linked(response, person, **said) -> tuple[str, ResponseLink]:
    """A link as it is mailed."""
    secret = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    link = ResponseLink.objects.create(
        contributor=response.contributors.get(person=person),
        digest=digest_of(secret),
        made=now,
        expires=said.pop("expires", now + timedelta(days=14)),
        **said,
    )
    return secret, link


def entered(response, person) -> Client:
    """A browser in which a link was opened and entered."""
    client = Client()
    client.get(f"{ROOT}{linked(response, person)[0]}/")
    client.post(ROOT)
    return client


def sent(client: Client, address: str, follow: bool = False, **said):
    """Send a page as it was shown, with other answers: `q_led` for `q-led`."""
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(seen-[^"]+)" value="([^"]+)"', page))
    shown = re.findall(r'name="shown" value="([^"]+)">', page)
    typed = {name.replace("_", "-", 1): value for name, value in said.items()}
    return client.post(address, {"go": "on", **hidden, "shown": shown, **typed}, follow=follow)
