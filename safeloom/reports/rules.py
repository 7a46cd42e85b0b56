"""When a report is due."""

from dataclasses import dataclass
from datetime import date, timedelta

from safeloom.kernel.dates import months_later
from safeloom.reports.definitions import (
    AFTER_LAST,
    AFTER_PERIOD,
    AFTER_PUBLICATION,
    Deadline,
    Edition,
)


@dataclass(frozen=True)
class Due:
    """A deadline of the report's edition and the day it falls on."""

    deadline: Deadline
    day: date


def due_days(
    edition: Edition, period_end: date, last_published: date | None, published: date | None
) -> list[Due]:
    """The deadlines whose starting day is known, soonest first.

    `last_published` is the day the report before this one was published, `published` the day this
    one was.
    """
    starts = {
        AFTER_PERIOD: period_end,
        AFTER_LAST: last_published,
        AFTER_PUBLICATION: published,
    }
    known = [(deadline, starts[deadline.after]) for deadline in edition.deadlines]
    found = [Due(deadline, falls_on(deadline, start)) for deadline, start in known if start]
    return sorted(found, key=lambda due: (due.day, due.deadline.key))


def falls_on(deadline: Deadline, start: date) -> date:
    """The day a deadline falls on, counted from `start` (which is day 0)."""
    if deadline.month:
        this_year = date(start.year, deadline.month, deadline.day)
        return this_year if this_year > start else this_year.replace(year=start.year + 1)
    return months_later(start, deadline.months) + timedelta(days=deadline.days)
