"""Searching the audit: by whom, what, about whom or what, on which days."""

from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import ENGLAND
from safeloom.stewardship import queries
from safeloom.stewardship.content import verbs as known

# Of people and bodies of one name, so many are looked for.
MOST_NAMED = 20


def verbs(viewer: Viewer, partnership: Partnership) -> list[tuple[str, str]]:
    """The kinds of things that were done, for choosing one, by their words. 1 query."""
    found = (
        queries.audit(viewer, partnership)
        .order_by("verb")
        .values_list("verb", flat=True)
        .distinct()
    )
    return sorted(((verb, words_of(verb)) for verb in found), key=lambda pair: pair[1].casefold())


def words_of(verb: str) -> str:
    """What was done in words: `agency.add` as `Added an agency`; one without words of its own as
    `Agency: add`."""
    noun, _, done = verb.partition(".")
    plain = f"{noun}: {done}".replace("_", " ").replace("-", " ")
    return known().get(verb) or plain[:1].upper() + plain[1:]


def by_whom(rows: QuerySet[AuditRow], text: str) -> QuerySet[AuditRow]:
    """What was done by people whose name holds each word; by the installation for its own name."""
    if text.casefold().removeprefix("the ") == "installation":
        return rows.filter(by__isnull=True)
    for word in text.split():
        rows = rows.filter(by__name__icontains=word)
    return rows


def about(rows: QuerySet[AuditRow], text: str, names: dict[str, str]) -> QuerySet[AuditRow]:
    """What was done to a thing of this reference or title, or to people, agencies, posts or groups of
    this name. `names` are the partnership's, by key."""
    wanted = text.casefold().split()
    keys = [key for key, name in names.items() if all(word in name.casefold() for word in wanted)]
    found = Q(subject__icontains=text) | Q(record__title__icontains=text)
    found |= Q(record__reference__iexact=text)
    if keys := keys[: 2 * MOST_NAMED]:
        found |= reduce(or_, (Q(subject__contains=key) for key in keys))
        for name in ("principal_id", "person_id", "over_id"):
            found |= Q(**{f"after__{name}__in": keys}) | Q(**{f"before__{name}__in": keys})
    return rows.filter(found)


def from_day(rows: QuerySet[AuditRow], day: date) -> QuerySet[AuditRow]:
    """What was done from the beginning of a day on."""
    return rows.filter(at__gte=_beginning(day))


def to_day(rows: QuerySet[AuditRow], day: date) -> QuerySet[AuditRow]:
    """What was done up to the end of a day."""
    return rows.filter(at__lt=_beginning(day + timedelta(days=1)))


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, ENGLAND)
