"""Scrutiny events to come, and exercises that wait for the scrutineer's report."""

from datetime import date, datetime, timedelta

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.kernel.registry import HomeLine
from safeloom.systems.scrutiny.addresses import of_exercise
from safeloom.systems.scrutiny.queries.exercises import exercises

SOON = timedelta(days=92)


def mine(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """For the scrutineer: what is not published though its event is over. 1 query."""
    if not viewer.may("scrutiny.write", partnership.pk):
        return []
    rows = exercises(viewer, partnership, "scrutiny.write").filter(event__lt=viewer.day)
    return [
        HomeLine(f"{row.title}: write the report", of_exercise(partnership, row), due=row.event)
        for row in rows.order_by("event", "record__reference")
    ]


def coming(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """Events within three months, for who sees drafts. 1 query."""
    if not viewer.may("scrutiny.see", partnership.pk):
        return []
    rows = exercises(viewer, partnership).filter(
        published__isnull=True, event__range=(viewer.day, viewer.day + SOON)
    )
    return [
        HomeLine(row.title, of_exercise(partnership, row), due=row.event, detail="Scrutiny event")
        for row in rows.order_by("event", "record__reference")
    ]


def digest(person: Person, day: date) -> list[HomeLine]:
    """What the scrutineer is asked, wherever they hold that role."""
    return lines_of_home(person, day, mine)
