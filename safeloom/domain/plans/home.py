"""What plans and risks tell at home."""

from datetime import date, datetime, timedelta

from safeloom.domain.plans import addresses
from safeloom.domain.plans.line_standing import LineStanding
from safeloom.domain.plans.queries import lines as line_queries
from safeloom.domain.plans.queries import risks as queries
from safeloom.domain.plans.standing import Standing
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.foundation.today import ENGLAND
from safeloom.kernel.rag import Rag
from safeloom.kernel.registry import HomeLine
from safeloom.web.words import count_words, date_words

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


def lines_due(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The lines of plans that are late or due within two weeks, for whoever leads them (their agency, post
    or group); the unit is told of each plan how many are late. Those that are actions stand among the
    actions."""
    if not viewer.may("plan.see", partnership.pk):
        return []
    unit = viewer.may_everywhere("plan.change", partnership.pk)
    rows = line_queries.lines if unit else line_queries.led_by
    found = line_queries.standings(
        line_queries.standing_plans(
            rows(viewer, partnership).filter(action__isnull=True), viewer.day
        ),
        partnership,
        viewer.day,
    )
    if unit:
        return _late_by_plan(partnership, found)
    due = [one for one in found if one.is_late or _is_soon(one)]
    due.sort(key=lambda one: (one.due.day or viewer.day, line_queries.in_order(one)))
    return [
        HomeLine(
            f"{one.line.plan.title}: {_short(one.line.wording)}",
            addresses.of_line(partnership, one.line),
            due=one.due.day,
            late=one.is_late,
            detail=one.lead,
        )
        for one in due
    ]


def _late_by_plan(partnership: Partnership, found: list[LineStanding]) -> list[HomeLine]:
    """A line a plan."""
    late: dict[str, list[LineStanding]] = {}
    for one in found:
        if one.is_late:
            late.setdefault(one.line.plan.title, []).append(one)
    return [
        HomeLine(
            f"{title}: {count_words(len(rows), 'line is', 'lines are')} late",
            addresses.of_plan(partnership, rows[0].line.plan),
            due=min(one.due.day for one in rows if one.due.day),
            late=True,
        )
        for title, rows in sorted(late.items())
    ]


def lines_digest(person: Person, day: date) -> list[HomeLine]:
    """The same as `lines_due`, in all the partnerships a person is known in."""
    return lines_of_home(person, day, lines_due)


def _is_soon(one: LineStanding) -> bool:
    due = one.due.day
    return one.counts and one.rating is not Rag.BLUE and due is not None and due <= one.day + AHEAD


def _short(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:99].rstrip()}…"


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
