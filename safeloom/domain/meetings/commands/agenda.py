"""What a meeting is about: drawing its agenda up, adding to it, putting it in order."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max

from safeloom.domain.meetings.commands import checks
from safeloom.domain.meetings.models import AgendaItem, Meeting, Placed, TakenLine
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.domain.meetings.queries.sources import live_lines, source_choices
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person, Principal
from safeloom.foundation.records.commands import in_turn, next_revision
from safeloom.foundation.records.models import Record

P = TypeVar("P", bound=Placed)


@dataclass(frozen=True, kw_only=True)
class NewItem:
    """What is said of an item. `about` is a record it is about (of a meeting's agenda alone)."""

    title: str
    purpose: str = ""
    minutes: int | None = None
    presenter: Principal | None = None
    presenter_words: str = ""
    source: str = ""
    about: Record | None = None


@transaction.atomic
def draw_up(*, by: Person | None, meeting: Meeting) -> list[AgendaItem]:
    """Put on a planned meeting's agenda what is not there yet: the standing items of its series, and
    what was left open at the meeting before. What is there stays as it is. Returns what was added."""
    in_turn(meeting.record)
    can_be_planned(meeting)
    added = drawn_up(meeting)
    if added:
        _audit(by, meeting, "agenda.draw_up", after={"items": [item.title for item in added]})
    return added


@transaction.atomic
def add_item(*, by: Person | None, meeting: Meeting, new: NewItem) -> AgendaItem:
    """Put an item on the agenda of a meeting that is not over and done with."""
    in_turn(meeting.record)
    can_be_minuted(meeting)
    if new.about is not None and new.about.is_sealed:
        raise ValidationError("Everybody who meets reads the agenda: what is sealed is not on it.")
    item = fill(AgendaItem(meeting=meeting, about=new.about), meeting.partnership, new)
    item.order = last_place(meeting.agenda) + 1
    item.save()
    if queries.state_of(meeting) in queries.OVER:
        keep_lines(meeting, [item])
    _audit(by, meeting, "agenda.add_item", after=audit.fields_of(item))
    return item


@transaction.atomic
def change_item(
    *, by: Person | None, item: AgendaItem, seen: int | None, to: NewItem
) -> AgendaItem:
    """Change an item. Raises `Stale`."""
    next_revision(item, seen)
    can_be_minuted(item.meeting)
    with _changing(by, item, "agenda.change_item"):
        fill(item, item.meeting.partnership, to)
        item.save()
    return item


@transaction.atomic
def remove_item(*, by: Person | None, item: AgendaItem) -> Meeting:
    """Take an item off the agenda of a planned meeting. One that was left open at an earlier meeting
    is withdrawn instead, so that it is seen what became of it."""
    meeting = item.meeting
    in_turn(meeting.record)
    can_be_planned(meeting)
    if item.carried_from_id:
        with _changing(by, item, "agenda.withdraw_item"):
            item.outcome = AgendaItem.Outcome.WITHDRAWN
            item.save(update_fields=["outcome"])
        return meeting
    _audit(by, meeting, "agenda.remove_item", before=audit.fields_of(item))
    item.delete()
    return meeting


@transaction.atomic
def reorder(*, by: Person | None, meeting: Meeting, order: Sequence[UUID]) -> Meeting:
    """Put the agenda in this order; what is not named, such as an item that was added meanwhile,
    follows in the order it had."""
    in_turn(meeting.record)
    can_be_minuted(meeting)
    place = {key: number for number, key in enumerate(order)}
    rows = list(meeting.agenda.order_by("order", "pk"))
    rows.sort(key=lambda item: place.get(item.pk, len(place)))
    moved = False
    for number, item in enumerate(rows, start=1):
        moved = moved or item.order != number
        item.order = number
    if moved:
        AgendaItem.objects.bulk_update(rows, ["order"])
        _audit(by, meeting, "agenda.reorder", after={"order": [item.title for item in rows]})
    return meeting


def fill(item: P, partnership: Partnership, said: NewItem) -> P:
    """Take what is said of an item, by the rules of every item."""
    if said.source and said.source not in dict(source_choices()):
        raise ValidationError({"source": "Choose one of what can be taken."})
    if said.minutes is not None and not 1 <= said.minutes <= 600:
        raise ValidationError({"minutes": "Enter minutes from 1 to 600."})
    checks.presenter(partnership, said.presenter)
    item.title = checks.words(said.title, "title", "the title of the item")
    item.purpose = " ".join(said.purpose.split())
    item.minutes, item.source = said.minutes, said.source
    item.presenter = said.presenter
    item.presenter_words = " ".join(said.presenter_words.split())
    return item


def drawn_up(meeting: Meeting) -> list[AgendaItem]:
    """Add what is not there yet to an agenda, without an audit row: for a verb that writes its own."""
    there = list(meeting.agenda.all())
    standing = {item.standing_id for item in there}
    carried = {item.carried_from_id for item in there}
    added = []
    if meeting.series:
        added = [
            _copy(item, AgendaItem(meeting=meeting, standing=item))
            for item in meeting.series.standing_items.order_by("order", "pk")
            if item.pk not in standing
        ]
    earlier = queries.before(meeting)
    if earlier:
        added += [
            _copy(item, AgendaItem(meeting=meeting, carried_from=item, about=item.about))
            for item in earlier.agenda.select_related("about").order_by("order", "pk")
            if item.is_open and item.standing_id is None and item.pk not in carried
        ]
    last = last_place(meeting.agenda)
    for place, item in enumerate(added, start=last + 1):
        item.order = place
    return AgendaItem.objects.bulk_create(added)


def keep_lines(meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    """Keep what the sources of these items bring to a meeting that is held, as of now."""
    taken = live_lines(meeting, items) if any(item.source for item in items) else {}
    TakenLine.objects.bulk_create(
        TakenLine(
            item=item, number=number, words=line.words[:500], url=line.url, record_id=line.record
        )
        for item in items
        if item.source in taken
        for number, line in enumerate(taken[item.source].lines, start=1)
    )


def last_place(items: "models.Manager") -> int:
    """The last place that is taken on an agenda."""
    return items.aggregate(last=Max("order"))["last"] or 0


def can_be_planned(meeting: Meeting) -> None:
    """Refuse a change of what a meeting is to be once it is no longer planned."""
    if queries.state_of(meeting) != Meeting.State.PLANNED:
        raise ValidationError("It is no longer planned, so its agenda stays as it is.")


def can_be_minuted(meeting: Meeting) -> None:
    """Refuse a change of what is said of a meeting that is cancelled or whose minutes are approved."""
    state = queries.state_of(meeting)
    if state in (Meeting.State.CANCELLED, Meeting.State.APPROVED):
        raise ValidationError(f"{state.label}: it stays as it is.")


def _copy(source: Placed, item: AgendaItem) -> AgendaItem:
    for name in ("title", "purpose", "minutes", "presenter_id", "presenter_words", "source"):
        setattr(item, name, getattr(source, name))
    return item


def _changing(by: Person | None, item: AgendaItem, verb: str) -> AbstractContextManager[None]:
    record = item.meeting.record
    return audit.changing(item, by=by, verb=verb, record=record)


def _audit(by: Person | None, meeting: Meeting, verb: str, **said: Any) -> None:
    audit.write(by=by, verb=verb, record=meeting.record, **said)
