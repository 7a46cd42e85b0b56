"""Which two quarters were asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from safeloom.kernel.period_reading import read_period
from safeloom.kernel.periods import Frequency, Period, period_containing

QUARTERS_OFFERED = 16
ALL = "all"


@dataclass(frozen=True)
class Asked:
    """The opening and the closing quarter; `problem` says what could not be done as asked."""

    opening: Period
    closing: Period
    quarters: tuple[Period, ...]
    problem: str = ""


def read(request: HttpRequest) -> Asked:
    """Read `?opening=` and `?closing=`: the last quarter and that of a year before unless said."""
    latest = period_containing(request.viewer.day, Frequency.QUARTER).previous()
    quarters = [latest]
    while len(quarters) < QUARTERS_OFFERED:
        quarters.append(quarters[-1].previous())
    closing = _quarter(request.GET.get("closing"), latest)
    opening = _quarter(request.GET.get("opening"), (closing or latest).same_last_year())
    if opening is None or closing is None:
        problem = "That quarter cannot be read: choose one of those offered."
    elif closing.end > latest.end:
        problem = "Choose a closing quarter that is over."
    elif opening.start >= closing.start:
        problem = "Choose an opening quarter that comes before the closing one."
    else:
        return Asked(opening, closing, tuple(quarters))
    return Asked(latest.same_last_year(), latest, tuple(quarters), problem)


def _quarter(text: str | None, otherwise: Period) -> Period | None:
    if not text:
        return otherwise
    try:
        found = read_period(text, Frequency.QUARTER)
    except ValueError:
        return None
    return found if found.frequency() is Frequency.QUARTER else None


def theme(request: HttpRequest, themes: Sequence[str]) -> tuple[str, str]:
    """The theme of `?theme=` and what is wrong with it. The first unless said: all at once (`all`)
    is longer than anybody reads."""
    chosen = request.GET.get("theme", "") or (themes[0] if themes else ALL)
    if chosen == ALL or chosen in themes:
        return chosen, ""
    return ALL, "There is no such theme."
