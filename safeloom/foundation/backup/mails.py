"""Mail after a restore."""

from safeloom.foundation.notices.models import Mail

State = Mail.State
WHY = "Restored from a backup: it may have been sent since that was made."


def doubt_what_waited() -> str:
    """Put the mail that waited when the backup was made in doubt: it may have left since, and nothing
    is sent twice unseen. A steward sends it again or says that it arrived."""
    waited = Mail.objects.filter(state__in=(State.WAITING, State.SENDING, State.HANDING))
    many = waited.update(
        state=State.IN_DOUBT, reason=WHY, lease=None, leased_until=None, next_try=None
    )
    return f"Mail that waited is in doubt now, and a steward decides: {many}" if many else ""
