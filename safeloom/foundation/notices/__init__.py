"""Mail that leaves through a persistent outbox: queued with what it is about, sent by a worker.

`queue_mail` is what the other parts call; README.md says what always holds.
"""

from typing import Any


def queue_mail(**said: Any) -> Any:
    """Queue a mail: see `safeloom.foundation.notices.commands.queue_mail`."""
    # The models may not be loaded while Django is still setting up.
    from safeloom.foundation.notices import commands

    return commands.queue_mail(**said)
