"""What is captured while a meeting runs: notes, decisions, actions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.actions.commands.actions import add_action
from safeloom.domain.actions.models import Action
from safeloom.domain.meetings.commands.agenda import can_be_minuted
from safeloom.domain.meetings.models import (
    AgendaItem,
    Captured,
    Decision,
    DecisionPart,
    Meeting,
)
from safeloom.domain.meetings.queries.meetings import state_of
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.today import today

_TITLE = 120


@dataclass(frozen=True, kw_only=True)
class NewDecision:
    """What was decided, why, and by whom: agencies that proposed it, agreed, or did not."""

    wording: str
    reasons: str = ""
    proposed: Collection[Agency] = ()
    agreed: Collection[Agency] = ()
    not_agreed: Collection[Agency] = ()


@transaction.atomic
def note(
    *, by: Person | None, item: AgendaItem, seen: int | None, notes: str, outcome: str
) -> AgendaItem:
    """Write what was said of an item and what became of it. Raises `Stale` where somebody else wrote
    meanwhile."""
    in_turn(item.meeting.record)
    can_be_minuted(item.meeting)
    next_revision(item, seen)
    if outcome not in AgendaItem.Outcome.values:
        raise ValidationError({"outcome": "Choose what became of it."})
    with audit.changing(item, by=by, verb="meeting.note", record=item.meeting.record):
        item.notes, item.outcome = notes.strip(), outcome
        item.save(update_fields=["notes", "outcome"])
    return item


@transaction.atomic
def decide(
    *, by: Person | None, meeting: Meeting, new: NewDecision, item: AgendaItem | None = None
) -> Decision:
    """Record a decision of a meeting that is being held, or was. Raises ValidationError at `wording`,
    `agreed` or `not_agreed`."""
    in_turn(meeting.record)
    _runs(meeting)
    wording = _words(new.wording, "wording", "what was decided")
    _check(meeting, new)
    record = open_record(
        partnership=meeting.partnership, kind="decision", prefix="DC", title=_short(wording)
    )
    decision = Decision.objects.create(
        record=record,
        partnership=meeting.partnership,
        meeting=meeting,
        item=item,
        wording=wording,
        reasons=new.reasons.strip(),
    )
    _take_part(decision, new)
    _audit(by, decision, "decision.record", meeting=meeting.record.reference)
    return decision


@transaction.atomic
def change_decision(
    *, by: Person | None, decision: Decision, seen: int | None, to: NewDecision
) -> Decision:
    """Word a decision better, until the minutes are approved. Raises `Stale`."""
    next_revision(decision.record, seen)
    in_turn(decision.meeting.record)
    _runs(decision.meeting)
    _check(decision.meeting, to)
    decision.wording = _words(to.wording, "wording", "what was decided")
    decision.reasons = to.reasons.strip()
    decision.save(update_fields=["wording", "reasons"])
    decision.record.title = _short(decision.wording)
    decision.record.save(update_fields=["title"])
    decision.parts.all().delete()
    _take_part(decision, to)
    _audit(by, decision, "decision.change", meeting=decision.meeting.record.reference)
    return decision


@transaction.atomic
def agree_action(
    *,
    by: Person | None,
    item: AgendaItem,
    wording: str,
    owner: Agency,
    due: date,
) -> Action:
    """Agree an action under an item: it comes from the meeting, as of its day, and stands in the tracker
    at once. Raises ValidationError at `wording`, `owner` or `due`."""
    meeting = item.meeting
    in_turn(meeting.record)
    _runs(meeting)
    action = add_action(
        by=by,
        partnership=meeting.partnership,
        wording=wording,
        owner=owner,
        due=due,
        source=meeting.record,
        opened=min(meeting.day, today()),
    )
    Captured.objects.create(item=item, record=action.record)
    return action


def _runs(meeting: Meeting) -> None:
    can_be_minuted(meeting)
    if state_of(meeting) == Meeting.State.PLANNED:
        raise ValidationError("It is not being held yet: hold the meeting first.")


def _check(meeting: Meeting, said: NewDecision) -> None:
    both = {agency.pk for agency in said.agreed} & {agency.pk for agency in said.not_agreed}
    if both:
        raise ValidationError({"not_agreed": "An agency either agreed or did not."})
    for agency in (*said.proposed, *said.agreed, *said.not_agreed):
        if agency.record.partnership_id != meeting.partnership_id:
            raise ValidationError({"agreed": "Choose agencies of this partnership."})


def _take_part(decision: Decision, said: NewDecision) -> None:
    part = DecisionPart.Part
    DecisionPart.objects.bulk_create(
        DecisionPart(decision=decision, agency=agency, part=as_what)
        for as_what, agencies in (
            (part.PROPOSED, said.proposed),
            (part.AGREED, said.agreed),
            (part.NOT_AGREED, said.not_agreed),
        )
        for agency in agencies
    )


def _words(text: str, field: str, what: str) -> str:
    if not text.strip():
        raise ValidationError({field: f"Enter {what}."})
    return text.strip()


def _short(wording: str) -> str:
    bare = " ".join(wording.split())
    return bare if len(bare) <= _TITLE else f"{bare[: _TITLE - 1].rsplit(' ', 1)[0]} …"


def _audit(by: Person | None, decision: Decision, verb: str, **after: Any) -> None:
    audit.write(by=by, verb=verb, record=decision.record, after=after)
