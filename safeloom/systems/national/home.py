"""What is due about what arrived, at home and in the digest."""

from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.kernel.registry import HomeLine
from safeloom.systems.national.addresses import of_item
from safeloom.systems.national.models import NationalItem, NationalOwner
from safeloom.systems.national.queries.items import STATES, open_items

SOON = timedelta(days=28)
_COMPARING = ("to-compare", "comparing", "late")


def mine(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """What is to be compared, answered or approved within four weeks, by whoever may. At most 2
    queries: where nothing arrived, the long one is not even put together."""
    key, day = partnership.pk, viewer.day
    soon, wanted = Q(next_day__lte=day + SOON), []
    if viewer.may_everywhere("national.change", key):
        wanted.append(soon)
    if viewer.may("national.approve", key):
        # Nobody approves what they wrote.
        own = Q(answer_writer=viewer.person.pk if viewer.person else None)
        others = Q(answer_writer__isnull=True) | ~own
        wanted.append(Q(state="to-approve") & others)
    if viewer.over("national.compare", key):
        owners = viewer.rows("national.compare", NationalOwner.objects.filter(holding(day)), key)
        wanted.append(soon & Q(state__in=_COMPARING, pk__in=owners.values("item")))
    if not wanted or not NationalItem.objects.filter(partnership=partnership).exists():
        return []
    rows = open_items(partnership, day).filter(reduce(or_, wanted))
    return [_line(partnership, item, day) for item in rows]


def _line(partnership: Partnership, item: NationalItem, day: date) -> HomeLine:
    return HomeLine(
        item.title,
        of_item(partnership, item),
        due=item.next_day,
        late=bool(item.next_day and item.next_day < day),
        detail=STATES[item.state].words,
    )


def digest(person: Person, day: date) -> list[HomeLine]:
    """The same as at home."""
    return lines_of_home(person, day, mine)
