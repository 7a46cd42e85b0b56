"""The reviews that an agency's lead is to make."""

from datetime import date, datetime

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.kernel.registry import HomeLine
from safeloom.systems.training_assurance.addresses import of_review
from safeloom.systems.training_assurance.queries.peers import reviews


def mine(viewer: Viewer, here: Partnership, since: datetime) -> list[HomeLine]:
    """For an agency's lead: whose training they are to review, and by when. 1 query."""
    if not viewer.over("training-assurance.review", here.pk):
        return []
    rows = reviews(viewer, here, "training-assurance.review").filter(done__isnull=True)
    return [
        HomeLine(
            f"Review the training of {row.response.agency.name}",
            of_review(here, row),
            due=row.due,
            late=row.due < viewer.day,
        )
        for row in rows.order_by("due", "response__record__reference")[:20]
    ]


def digest(person: Person, day: date) -> list[HomeLine]:
    """What an agency's lead is asked to review."""
    return lines_of_home(person, day, mine)
