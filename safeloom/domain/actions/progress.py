"""How many actions were open when, and how many were done in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from safeloom.domain.actions.definitions import Verdict
from safeloom.kernel.dates import show_date
from safeloom.kernel.rounding import divide_half_up

# From an action to its first closing, from a reopening to the next; None: open still.
Span = tuple[date, date | None]


@dataclass(frozen=True)
class Timeliness:
    """Of `due` actions whose day has come, `in_time` were done by then; those no longer needed are not
    counted."""

    name: str
    due: int
    in_time: int

    @property
    def percent(self) -> str:
        """The share in whole per cent, rounded half up; a dash where nothing was due."""
        if not self.due:
            return "–"
        return f"{divide_half_up(Decimal(100 * self.in_time), Decimal(self.due), 0)}%"


def spans_of(opened: date, decided: Iterable[tuple[date, str]]) -> list[Span]:
    """When an action was open, of its decisions, the earliest first: on its first day, and not on the day
    it was closed."""
    found: list[Span] = []
    since: date | None = opened
    for day, verdict in decided:
        if verdict in (Verdict.CLOSED, Verdict.DROPPED) and since is not None:
            found.append((since, day))
            since = None
        elif verdict == Verdict.REOPENED and since is None:
            since = day
    if since is not None:
        found.append((since, None))
    return found


def open_on(spans: Iterable[tuple[Span, int]], day: date) -> int:
    """How many are open at the end of a day; each span with how many have it."""
    return sum(many for (start, end), many in spans if start <= day and (end is None or end > day))


def month_ends(first: date, last: date) -> list[date]:
    """The last days of the months from that of `first`, and `last` itself."""
    found, day = [], first.replace(day=1)
    while True:
        following = (day + timedelta(days=32)).replace(day=1)
        end = following - timedelta(days=1)
        if end >= last:
            return [*found, last]
        found.append(end)
        day = following


def sentence(days: Sequence[date], numbers: Sequence[int]) -> str:
    """`Open actions went from 115 at the end of 31 March 2025 down to 9 on 25 November 2026.`"""
    first, last = numbers[0], numbers[-1]
    if len(days) == 1:
        return f"{last} open on {show_date(days[-1])}."
    if first == last:
        way = f"{last} on {show_date(days[-1])} as on {show_date(days[0])}"
        return f"Open actions: {way}."
    turn = "down" if last < first else "up"
    return (
        f"Open actions went from {first} on {show_date(days[0])} {turn} to {last} "
        f"on {show_date(days[-1])}."
    )
