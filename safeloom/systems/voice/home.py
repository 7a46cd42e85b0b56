"""What was said and waits for an answer."""

from datetime import date, datetime

from django.db.models import Q

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.kernel.registry import HomeLine
from safeloom.systems.voice.addresses import to_answer
from safeloom.systems.voice.content import words_of
from safeloom.systems.voice.queries import voice as queries


def mine(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """What an agency's lead is to answer; for the unit what nobody else answers, and what is late. Nothing
    of what was said but its theme. 1 query."""
    if not viewer.may(queries.ANSWER, partnership.pk):
        return []
    rows = queries.waiting(queries.to_answer(viewer, partnership))
    if viewer.may_everywhere(queries.ANSWER, partnership.pk):
        rows = rows.filter(Q(agency__isnull=True) | Q(due__lt=viewer.day))
    return [
        HomeLine(
            f"Answer what was said: {words_of('themes', row.theme).lower()}",
            to_answer(partnership, row),
            due=row.due,
            late=row.due is not None and row.due < viewer.day,
            detail=row.activity.record.reference,
        )
        for row in rows[:20]
    ]


def digest(person: Person, day: date) -> list[HomeLine]:
    """What waits for an answer, in all the partnerships in which a person holds a role."""
    return lines_of_home(person, day, mine)
