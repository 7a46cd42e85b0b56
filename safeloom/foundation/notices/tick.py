"""What the tick does for mail: it queues what is due; sending is the worker's."""

from safeloom.foundation.notices import outbox


def settle_and_remove() -> str:
    """Give back what dead workers left, and remove what is no longer kept."""
    left, removed = outbox.take_back(), outbox.remove_what_was_kept()
    parts = [f"left by a worker: {left}"] if left else []
    parts += [f"text or address removed: {removed}"] if removed else []
    return f"mails {'; '.join(parts)}" if parts else ""
