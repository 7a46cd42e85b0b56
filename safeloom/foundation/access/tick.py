"""What the tick does for those who come in."""

from safeloom.foundation.access.commands.accounts import (
    remove_of_leavers,
    remove_spent_links,
)
from safeloom.foundation.identity.drafts import remove_expired
from safeloom.foundation.identity.sessions import SessionStore


def remove_what_expired() -> str:
    """Remove held drafts, password links and sessions whose time is over, or whose owner has left."""
    gone = remove_expired() + remove_spent_links()
    SessionStore.clear_expired()
    gone += remove_of_leavers()
    return f"removed {gone} expired drafts and links" if gone else ""
