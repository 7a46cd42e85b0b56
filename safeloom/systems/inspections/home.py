"""Inspections to come, and those whose position nobody has told lately."""

from datetime import date, datetime, timedelta

from django.db.models import F, Max, Q

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.kernel.registry import HomeLine
from safeloom.systems.inspections.addresses import of_inspection
from safeloom.systems.inspections.queries.inspections import (
    State,
    inspections,
    when_words,
    with_state,
)

SOON = timedelta(days=92)
# A position that was said longer ago tells little before an inspection.
QUIET = timedelta(days=92)


def coming(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """What begins within three months or is under way, for whoever may see it. 1 query."""
    if not viewer.may("inspection.see", partnership.pk):
        return []
    day = viewer.day
    rows = with_state(inspections(viewer, partnership), day).filter(
        Q(state=State.NOW) | Q(begins__gte=day, begins__lte=day + SOON)
    )
    return [
        HomeLine(row.title, of_inspection(partnership, row), due=row.begins, detail=when_words(row))
        for row in rows.order_by("begins", "record__reference")
    ]


def mine(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """For an agency's lead: inspections of theirs within three months of which no position was said in
    three months. 1 query."""
    key = partnership.pk
    if not viewer.over("inspection.say_position", key):
        return []
    day = viewer.day
    rows = inspections(viewer, partnership, "inspection.say_position")
    rows = rows.filter(agency__isnull=False, begins__gte=day, begins__lte=day + SOON)
    rows = rows.annotate(said=Max("positions__day")).filter(
        Q(said__isnull=True) | Q(said__lt=day - QUIET)
    )
    return [
        HomeLine(
            f"{row.title}: say where you stand",
            of_inspection(partnership, row),
            due=row.begins,
            detail=when_words(row),
        )
        for row in rows.order_by(F("begins"), "record__reference")
    ]


def digest(person: Person, day: date) -> list[HomeLine]:
    """What an agency's lead is asked."""
    return lines_of_home(person, day, mine)
