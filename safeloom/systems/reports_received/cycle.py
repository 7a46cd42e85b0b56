"""When a report is due, time after time."""

from collections.abc import Collection, Iterator
from datetime import date
from enum import Enum

from safeloom.kernel.dates import months_later


class Every(Enum):
    """How often a report is due, and how many months apart that is; `ONCE` has none."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    ONCE = "once"

    @property
    def months(self) -> int:
        """Months from one to the next; 0 for once."""
        return {"year": 12, "half": 6, "quarter": 3, "once": 0}[self.value]

    @property
    def words(self) -> str:
        """`Every year`."""
        return {
            "year": "Every year",
            "half": "Every half-year",
            "quarter": "Every quarter",
            "once": "Once",
        }[self.value]


def due_days(first: date, every: Every, until: date) -> Iterator[date]:
    """The days on which a report is due from the first up to `until`, both included. Each is counted from
    the first, so that one due on the 31st is due on a month's last day and on the 31st again."""
    if every == Every.ONCE:
        if first <= until:
            yield first
        return
    number, day = 0, first
    while day <= until:
        yield day
        number += 1
        day = months_later(first, number * every.months)


def next_due(
    first: date, every: Every, settled: Collection[date], last: date | None = None
) -> date | None:
    """The first day on which one is due that is not settled (received, or not needed); None where there is
    none up to `last`, the last day on which the report is expected."""
    if every == Every.ONCE:
        return None if first in settled or (last and first > last) else first
    number, day = 0, first
    while day in settled:
        number += 1
        day = months_later(first, number * every.months)
    return None if last is not None and day > last else day
