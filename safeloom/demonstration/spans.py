"""Days from and to, and who came after whom."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from safeloom.domain.partnership.models import DirectoryEntry


@dataclass(frozen=True)
class Span:
    """A first and a last day, both included; None is open."""

    start: date | None = None
    end: date | None = None


@dataclass
class Held:
    """Somebody, known by a directory entry, from a day to a day."""

    start: date | None
    end: date | None
    entry: DirectoryEntry | None = None


def clipped(*spans: Span) -> Span | None:
    """The days all of them have; None where there is none."""
    start = max((span.start for span in spans if span.start), default=None)
    end = min((span.end for span in spans if span.end), default=None)
    return None if start and end and end < start else Span(start, end)


def successive(chance: Random, since: date, today: date, within: Span) -> list[Held]:
    """One to three who follow each other: the first began up to six years before `since` (or with
    what they work for), the last is there still (or was to its end). One in four changes leaves the
    place empty for two to twelve weeks."""
    start = within.start or since - timedelta(days=chance.randrange(30, 2200))
    last = min(within.end or today, today)
    room = (last - max(start, since)).days
    wanted = chance.choice((1, 1, 2, 2, 2, 3))
    changes = sorted(chance.sample(range(60, room - 60, 60), wanted - 1)) if room > 400 else []
    chain = []
    for change in changes:
        end = max(since, within.start or since) + timedelta(days=change)
        chain.append(Held(start, end))
        empty = chance.randrange(14, 55) if chance.random() < 0.25 else 0
        start = end + timedelta(days=1 + empty)
    return [*chain, Held(start, within.end)]
