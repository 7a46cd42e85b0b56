"""What actions tell at home and in the digest. By mail no wording is told: references only."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Min, Q, QuerySet

from safeloom.domain.actions import addresses, telling
from safeloom.domain.actions.definitions import Said
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries import closing, rows
from safeloom.domain.actions.queries.states import watch_of
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.kernel.registry import HomeLine
from safeloom.web.words import count_words

# Home looks further ahead than the watch.
AHEAD = timedelta(days=28)
MOST = 8


def mine(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """What a person owns that is not done and due within four weeks, or overdue: the first ones, then how
    many more. At most 6 queries, and one for each kind of sealed source."""
    return _mine(viewer, partnership, viewer.day + AHEAD, _worded)


def agency(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """For whoever leads an agency: how many of its actions are due within four weeks, or overdue."""
    return _agency(viewer, partnership, viewer.day + AHEAD)


def to_check(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """How many complete actions wait for this person's check."""
    if not viewer.may("action.close", partnership.pk) or not _any(partnership):
        return []
    found = rows.to_narrow(viewer, partnership, "action.close")
    waiting = closing.to_check(viewer, partnership, found).order_by().count()
    if not waiting:
        return []
    words = f"{count_words(waiting, 'action', 'actions')} to check and close"
    return [HomeLine(words, addresses.page("waiting", partnership))]


def digest(person: Person, day: date) -> list[HomeLine]:
    """What a person owns that is due soon or overdue, by reference; the same of the agencies they lead, as
    numbers; and what waits for their check."""
    return lines_of_home(person, day, _told)


def _told(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    until = watch_of(partnership, viewer.day).soon_until(viewer.day)
    return [
        *_mine(viewer, partnership, until, _named),
        *_agency(viewer, partnership, until),
        *to_check(viewer, partnership, since),
    ]


def _any(partnership: Partnership) -> bool:
    """Whether there are any actions: home asks on every first page, and what follows is long."""
    return Action.objects.filter(partnership=partnership).exists()


def _not_done(found: QuerySet[Action], until: date) -> QuerySet[Action]:
    return found.filter(ended__isnull=True, due__lte=until).exclude(said=Said.DONE)


def _mine(
    viewer: Viewer, partnership: Partnership, until: date, words: Callable[[Action], str]
) -> list[HomeLine]:
    if not viewer.may(rows.SEE, partnership.pk) or not _any(partnership):
        return []
    found = rows.listed(viewer, partnership).filter(rows.own(viewer))
    due = list(_not_done(found, until).order_by("due", "record__reference")[: MOST + 1])
    lines = [
        HomeLine(
            words(action),
            addresses.of_action(partnership, action),
            due=action.due,
            late=action.due < viewer.day,
        )
        for action in due[:MOST]
        if action.due
    ]
    if len(due) > MOST:
        lines.append(HomeLine("More of your actions", addresses.page("mine", partnership)))
    return lines


def _worded(action: Action) -> str:
    return f"{action.reference} {telling.short(action)}"


def _named(action: Action) -> str:
    return f"Action {action.reference}, which you own"


def _agency(viewer: Viewer, partnership: Partnership, until: date) -> list[HomeLine]:
    led = viewer.over("action.update", partnership.pk)
    if not led:
        return []
    found = rows.with_owner(rows.actions(viewer, partnership), viewer.day)
    found = _not_done(found, until).filter(owned__agency__in=led).order_by()
    counted = found.values("owned__agency", "agency_called").annotate(
        many=Count("pk"), late=Count("pk", filter=Q(due__lt=viewer.day)), first=Min(F("due"))
    )
    lines = []
    for one in counted.order_by("agency_called"):
        words = f"{one['agency_called']}: {count_words(one['many'], 'action', 'actions')} due"
        detail = f"{one['late']} overdue" if one["late"] else ""
        url = addresses.page("agency", partnership) + f"?agency={one['owned__agency']}"
        late = bool(one["late"])
        lines.append(HomeLine(words, url, due=one["first"], late=late, detail=detail))
    return lines
