"""In which browsers an account is signed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from safeloom.foundation.identity.models import Account, Session
from safeloom.foundation.identity.sessions import BEGAN, BROWSER, SessionStore

UNKNOWN = "A browser that does not say what it is"
# The first word found names it: nearly every browser also calls itself by the names of others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class SignedIn:
    """One browser: `mark` names the session without being its key; `last` is right to the minute."""

    mark: str
    browser: str
    began: datetime
    last: datetime


def signed_in(account: Account) -> list[SignedIn]:
    """Where an account is signed in, the latest used first."""
    lasts = timedelta(seconds=SessionStore().get_session_cookie_age())
    found = []
    for row in live(account):
        held = row.get_decoded()
        last = row.expire_date - lasts
        began = datetime.fromisoformat(held.get(BEGAN, last.isoformat()))
        found.append(SignedIn(mark_of(row.session_key), held.get(BROWSER, UNKNOWN), began, last))
    return found


def live(account: Account) -> "QuerySet[Session]":
    """The sessions of an account that are not over, the latest used first."""
    rows = Session.objects.filter(account=account, expire_date__gt=timezone.now())
    return rows.order_by("-expire_date")


def mark_of(session_key: str | None) -> str:
    """What stands for a session on a page: who reads it cannot use the session."""
    return salted_hmac("safeloom.session", session_key or "", algorithm="sha256").hexdigest()[:24]


def browser_in_words(user_agent: str) -> str:
    """`Firefox on Windows`; nothing else of what a browser says of itself is kept."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return " on ".join(filter(None, (browser, system))) or UNKNOWN
