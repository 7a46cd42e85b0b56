"""Times of day as people type them: `14:00`, `2pm`, `2.30 pm`, `1400`, `noon`."""

import re
from datetime import time

_WRITTEN = re.compile(
    r"(?P<h>[0-9]{1,2})(?:[:. ]?(?P<m>[0-9]{2}))?(?::[0-9]{2})? ?(?P<half>[ap]\.?m\.?)?"
)
_NAMED = {"noon": time(12), "midday": time(12), "12 noon": time(12), "midnight": time(0)}


def read_time(text: str) -> time:
    """The time of day that is written. An hour alone needs `am` or `pm`, as it might be either.
    Raises `ValueError` saying what to write."""
    bare = " ".join(text.split()).casefold()
    if bare in _NAMED:
        return _NAMED[bare]
    match = _WRITTEN.fullmatch(bare)
    if match is None or (match["m"] is None and match["half"] is None):
        raise ValueError(_said(text))
    hour, minute = int(match["h"]), int(match["m"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(_said(text))
        hour = hour % 12 + (12 if match["half"].startswith("p") else 0)
    if hour > 23 or minute > 59:
        raise ValueError(_said(text))
    return time(hour, minute)


def show_time(at: time) -> str:
    """`14:05`."""
    return f"{at:%H:%M}"


def _said(text: str) -> str:
    return f"“{text.strip()}” is not a time; write it as 14:30 or 2.30pm"
