"""Whose keeping is over on a day, and what stops its ending."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Max, Q

from safeloom.foundation.access.leaving import leavers
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Account, Partnership, Person
from safeloom.foundation.identity.private import PrivateContact
from safeloom.foundation.records.models import Record
from safeloom.foundation.retention.models import LegalHold, RetentionItem, RetentionPeriod
from safeloom.foundation.retention.relations import (
    Part,
    pointings,
    way_to_partnership,
    ways_to_record,
)
from safeloom.foundation.retention.rules import YEARS
from safeloom.kernel.registry import Tie, offered, resolve

OPEN = "their account is still open: close it first"
HELD = "a legal hold is on them"
HELD_BY_RECORD = "a legal hold is on a record they have to do with"


@dataclass(frozen=True)
class Due:
    """A person whose keeping is over: wholly, or for what ends with leaving. `stopped` says what stands
    in the way; empty where nothing does."""

    person: Person
    last_day: date
    whole: bool
    stopped: str = ""


def due(partnership: Partnership, day: date, among: Iterable[UUID] | None = None) -> list[Due]:
    """The people a partnership knows or knew whose keeping is over on a day, by name; of `among` only,
    where given. Somebody known to several is kept as long as the longest of them asks."""
    known = _known(partnership)
    if among is not None:
        known &= set(among)
    left = leavers(day, among=known).select_related("principal", "account")
    over = RetentionItem.objects.filter(done__isnull=False, whole=True, why_not="")
    people = {person.pk: person for person in left.exclude(pk__in=over.values("person_id"))}
    last = _last_days(people)
    years = _years(people, day)
    partly = _with_something_to_end(people)
    stopped = _stopped(people, day)
    found = []
    for key, person in people.items():
        whole = _plus(last[key], years[key]) < day
        if whole or key in partly:
            found.append(Due(person, last[key], whole, stopped.get(key, "")))
    return sorted(found, key=lambda each: (each.person.name.casefold(), str(each.person.pk)))


def period_of(partnership: Partnership, day: date) -> RetentionPeriod | None:
    """The period a partnership has set for itself, as at a day; None where the proposal holds."""
    rows = RetentionPeriod.objects.as_at(day).filter(partnership=partnership)
    return rows.order_by(F("start").asc(nulls_first=True), "pk").last()


def _ties(people: Iterable[UUID] | None = None):
    for tie in offered(Tie):
        rows = resolve(tie.rows)()
        yield tie, rows if people is None else rows.filter(**{f"{tie.person}__in": people})


def _known(partnership: Partnership) -> set[UUID]:
    found: set[UUID] = set()
    for tie, rows in _ties():
        if way := way_to_partnership(rows.model):
            found |= set(rows.filter(**{way: partnership}).values_list(tie.person, flat=True))
    return found


def _last_days(people: Iterable[UUID]) -> dict[UUID, date]:
    found: dict[UUID, date] = {}
    for tie, rows in _ties(list(people)):
        ends = rows.order_by().values_list(tie.person).annotate(last=Max("end"))
        for key, last in ends:
            if last is not None:
                found[key] = max(last, found.get(key, last))
    return found


def _years(people: Iterable[UUID], day: date) -> dict[UUID, int]:
    """How many years each is kept: the most that any partnership they were known to asks."""
    asked = {
        row.partnership_id: row.years
        for row in RetentionPeriod.objects.as_at(day).order_by(
            F("start").asc(nulls_first=True), "pk"
        )
    }
    found: dict[UUID, int] = {}
    for tie, rows in _ties(list(people)):
        if way := way_to_partnership(rows.model):
            for key, partnership in rows.values_list(tie.person, way).distinct():
                years = asked.get(partnership, YEARS)
                found[key] = max(years, found.get(key, years))
    return {key: found.get(key, YEARS) for key in people}


def _with_something_to_end(people: Iterable[UUID]) -> set[UUID]:
    """Who has something that ends with leaving: a private contact, an account that is closed."""
    keys = list(people)
    contacts = PrivateContact.objects.filter(person__in=keys).exclude(
        telephone_index="", address_index=""
    )
    closed = Account.objects.filter(person__in=keys, is_active=False)
    return set(contacts.values_list("person_id", flat=True)) | set(
        closed.values_list("person_id", flat=True)
    )


def _stopped(people: dict[UUID, Person], day: date) -> dict[UUID, str]:
    held = LegalHold.objects.filter(holding(day))
    found = dict.fromkeys(held_by_records(people, day), HELD_BY_RECORD)
    on_them = held.filter(person__in=list(people)).values_list("person_id", flat=True)
    found |= dict.fromkeys(on_them, HELD)
    open_ = Account.objects.filter(person__in=list(people), is_active=True)
    for key in open_.values_list("person_id", flat=True):
        found.setdefault(key, OPEN)
    return found


def held_by_records(people: Iterable[UUID], day: date) -> set[UUID]:
    """Who of these has a row (a post, a seat, a signature, something entered) that hangs on a record
    under a hold."""
    records = list(
        LegalHold.objects.filter(holding(day), record__isnull=False).values_list(
            "record_id", flat=True
        )
    )
    keys, found = list(people), set()
    if not records or not keys:
        return found
    for pointing in pointings():
        if pointing.part is Part.NOT_COPIED or pointing.to is Account:
            continue
        hangs = Q()
        for way in ways_to_record(pointing.model):
            hangs |= Q(**{f"{way}__in": records})
        if hangs and pointing.model is not Record:
            rows = pointing.model._base_manager.filter(hangs, **{f"{pointing.field}__in": keys})
            found |= set(rows.values_list(pointing.field, flat=True))
    return found


def _plus(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
