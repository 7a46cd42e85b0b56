"""What plans and risks tell at home."""

from datetime import date, datetime, timedelta

from safeloom.domain.plans import addresses
from safeloom.domain.plans.queries import risks as queries
from safeloom.domain.plans.standing import Standing
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.foundation.today import ENGLAND
from safeloom.kernel.registry import HomeLine
from safeloom.web.words import date_words

# A review is told of so long before its day.
AHEAD = timedelta(days=14)


def risks_due(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The risks to be reviewed by whoever may, and those whose acceptance expired; the first due first. At
    most 8 queries."""
    if not viewer.may("risk.review", partnership.pk):
        return []
    rows = queries.on_register(queries.owned(viewer, partnership), viewer.day)
    found = queries.standings(rows, viewer.day)
    due = [
        one
        for one in found
        if one.expired or (one.next_review and one.next_review <= viewer.day + AHEAD)
    ]
    due.sort(key=lambda one: (_day(one), one.risk.record.reference))
    return [
        HomeLine(
            f"Review the risk {one.risk.record.reference} {one.risk.title}",
            addresses.of_risk(partnership, one.risk),
            due=_day(one),
            late=one.is_late or one.expired,
            detail=f"Its acceptance expired on {date_words(_day(one))}" if one.expired else "",
        )
        for one in due
    ]


def risks_changed(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The risks that were reviewed or came onto the register since a moment."""
    if not viewer.may("risk.see", partnership.pk):
        return []
    first = since.astimezone(ENGLAND).date()
    rows = queries.changed_since(viewer, partnership, first)
    return [
        HomeLine(
            f"{one.risk.record.reference} {one.risk.title}: {_news(one, first)}",
            addresses.of_risk(partnership, one.risk),
            detail=f"Residual score {one.residual.show()}",
        )
        for one in queries.standings(rows, viewer.day, first - timedelta(days=1))
    ]


def risks_digest(person: Person, day: date) -> list[HomeLine]:
    """The same as `risks_due`, in all the partnerships a person is known in."""
    return lines_of_home(person, day, risks_due)


def _day(one: Standing) -> date:
    """The day since when, or on which, a risk is to be looked at."""
    days = [one.next_review] if one.next_review else []
    if one.expired and one.acceptance is not None and one.acceptance.end is not None:
        days.append(one.acceptance.end)
    return min(days)


def _news(one: Standing, first: date) -> str:
    if one.risk.opened >= first:
        return "new on the register"
    return f"reviewed, {one.movement.word.lower()}"
