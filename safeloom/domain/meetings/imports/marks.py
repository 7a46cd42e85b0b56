"""A grid of attendance: a seat or agency a row, a meeting's day a column, and how each was marked."""

from dataclasses import replace
from datetime import date

from safeloom.domain.meetings.commands.counts import NewCount
from safeloom.domain.meetings.imports.headings import MARKS
from safeloom.kernel.periods import Frequency, period_containing
from safeloom.kernel.written_dates import read_written_date
from safeloom.web.imports.cleaning import plain
from safeloom.web.uploads import Value

_MEANS = {plain(word): meaning for meaning, words in MARKS.items() for word in words}


def day_of(heading: Value) -> date | None:
    """The day of the meeting that a column is of; None where its heading is no day."""
    if isinstance(heading, date):
        return heading
    if not isinstance(heading, str):
        return None
    try:
        return read_written_date(heading)
    except ValueError:
        return None


def year_of(day: date) -> tuple[date, date]:
    """The first and last day of the financial year a meeting falls in: what its marks are counted over."""
    period = period_containing(day, Frequency.YEAR)
    return period.start, period.end


def meaning_of(text: str) -> str | None:
    """What a mark says: `attended`, `deputy`, `missed` or `not-asked`; None where it may mean anything."""
    return _MEANS.get(plain(text))


def marked(count: NewCount, meaning: str) -> NewCount:
    """A count with one further mark."""
    if meaning == "not-asked":
        return count
    deputy = meaning == "deputy"
    return replace(
        count,
        invited=count.invited + 1,
        attended=count.attended + (meaning != "missed"),
        deputies=(count.deputies or 0) + deputy,
    )
