"""When each item of an agenda begins."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta


def beginnings(start: time | None, minutes: Sequence[int | None]) -> list[time | None]:
    """When each item begins, from the minutes each takes; None from where that is not known, or would
    be after midnight."""
    if start is None:
        return [None] * len(minutes)
    day = date(2000, 1, 1)
    at: datetime | None = datetime.combine(day, start)
    found: list[time | None] = []
    for taken in minutes:
        found.append(at.time() if at and at.date() == day else None)
        at = at + timedelta(minutes=taken) if at and taken else None
    return found
