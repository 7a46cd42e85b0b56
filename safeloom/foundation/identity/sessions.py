"""Sessions that last from click to click without a write at each, and that know whose they are."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

# A session is put off by this part of its time at most: 60 minutes at most once a minute. So long
# before its time is over may it end, and never after.
PART = 60
# What a session holds of how it began: when somebody signed in, and their browser in plain words.
BEGAN = "began"
BROWSER = "browser"
# Whether that was with a second step.
STRONG = "strong"


class SessionStore(DatabaseStore):
    """Set as `SESSION_ENGINE`: a session in use is saved once a sixtieth of its time has passed, and
    ends for good `SESSION_LONGEST` after somebody signed in, however much it is used."""

    @classmethod
    def get_model_class(cls) -> type:
        """Our own table, which says whose a session is."""
        from safeloom.foundation.identity.models import Session

        return Session

    def load(self) -> dict:
        """What the session holds; its time begins anew when enough of it has passed."""
        found = self._get_session_from_db()
        if found is None:
            return {}
        data = self.decode(found.session_data)
        if _too_long_ago(data):
            self._session_key = None
            return {}
        lasts = timedelta(seconds=self.get_session_cookie_age())
        if found.expire_date - timezone.now() < lasts - lasts / PART:
            self.modified = True
        return data

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row as it is saved: with its account and since when, once somebody signed in."""
        account = data.get(SESSION_KEY)
        if account is not None:
            data.setdefault(BEGAN, timezone.now().isoformat())
        row = super().create_model_instance(data)
        row.account_id = UUID(account) if account else None
        return row


def _too_long_ago(data: dict[str, Any]) -> bool:
    began = data.get(BEGAN)
    return began is not None and (
        timezone.now() - datetime.fromisoformat(began) >= settings.SESSION_LONGEST
    )
