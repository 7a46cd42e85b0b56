"""Sessions that last from click to click without a write at each."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

# A session is put off by this part of its time at most: 60 minutes at most once a minute. So long
# before its time is over may it end, and never after.
PART = 60


class SessionStore(DatabaseStore):
    """Set as `SESSION_ENGINE`: a session in use is saved once a sixtieth of its time has passed."""

    def load(self) -> dict:
        """What the session holds; its time begins anew when enough of it has passed."""
        found = self._get_session_from_db()
        if found is None:
            return {}
        lasts = timedelta(seconds=self.get_session_cookie_age())
        if found.expire_date - timezone.now() < lasts - lasts / PART:
            self.modified = True
        return self.decode(found.session_data)
