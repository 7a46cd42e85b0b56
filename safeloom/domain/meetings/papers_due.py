"""When papers are due, so that who meets has read them."""

from datetime import date, timedelta

from safeloom.domain.meetings.definitions import PAPERS_DAYS
from safeloom.kernel.working_days import is_working_day


def papers_due(meeting_day: date, days: int = PAPERS_DAYS) -> date:
    """The last day on which a paper comes in time: so many working days before the meeting's day."""
    day = meeting_day
    while days:
        day -= timedelta(days=1)
        days -= is_working_day(day)
    return day


def is_late(added: date, meeting_day: date) -> bool:
    """Whether a paper that came on a day came after papers were due."""
    return added > papers_due(meeting_day)
