"""The partner-to-partner challenge log."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.access.people import holders
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.clocks.commands import meet_clock, start_clock, stop_clock
from safeloom.foundation.clocks.models import Clock
from safeloom.foundation.clocks.rules import rule_for
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import open_record
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.foundation.workflow.commands import take_step
from safeloom.foundation.workflow.models import Move
from safeloom.systems.challenge.commands.telling import tell
from safeloom.systems.challenge.models import PartnerChallenge, Party
from safeloom.systems.challenge.workflows import PARTNER

# The clock of an answer, where the partnership turned it on.
ANSWER = "partner-challenge-answer"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a partner asks another, on a day; `source` is the record it came up at."""

    asks: Agency
    answers: Agency
    question: str
    title: str
    on: date
    source: Record | None = None


@transaction.atomic
def ask_partner(*, by: Person | None, partnership: Partnership, what: Asked) -> PartnerChallenge:
    """Note what a partner challenges another on; its leads get a mail that something waits. Raises
    ValidationError at `answers`, `title`, `question` or `on`."""
    if what.asks.pk == what.answers.pk:
        raise ValidationError({"answers": "Select another agency than the one that asks."})
    if not what.title.strip():
        raise ValidationError({"title": "Enter what it is about in a few words."})
    if not what.question.strip():
        raise ValidationError({"question": "Write what was asked."})
    if what.on > today():
        raise ValidationError({"on": "Choose today or an earlier day."})
    record = open_record(
        partnership=partnership,
        kind="partner-challenge",
        prefix="PC",
        title=what.title.strip(),
    )
    found = PartnerChallenge.objects.create(
        record=record,
        partnership=partnership,
        source=what.source,
        asked=what.on,
        asked_by=by,
        question=what.question.strip(),
    )
    for agency, side in ((what.asks, Party.Side.ASKS), (what.answers, Party.Side.ANSWERS)):
        Party.objects.create(record=record, agency=agency, side=side)
    audit.write(by=by, verb="partner-challenge.ask", record=record, after={"asked": what.on})
    _await(by, found, what.on)
    _tell(by, found, 0, Party.Side.ANSWERS)
    return found


@transaction.atomic
def answer_partner(
    *,
    by: Person | None,
    challenge: PartnerChallenge,
    answer: str,
    seen: int | None = None,
    at: datetime | None = None,
) -> Move:
    """Give the answer. Raises `Stale`; ValidationError at `answer`, or where it does not wait for one."""
    if not answer.strip():
        raise ValidationError({"answer": "Write the answer."})
    move = _step(by, challenge, "answer", "", seen, at)
    challenge.answer = answer.strip()
    challenge.save(update_fields=["answer"])
    for clock in _running(challenge):
        meet_clock(by=by, clock=clock, at=move.at)
    _tell(by, challenge, move.number, Party.Side.ASKS)
    return move


@transaction.atomic
def ask_again(
    *, by: Person | None, challenge: PartnerChallenge, reason: str, seen: int | None = None
) -> Move:
    """The answer is not enough, for a reason. It stays, and waits to be added to. Raises `Stale`;
    ValidationError at `reason`, or where it was not answered."""
    move = _step(by, challenge, "ask-again", reason, seen)
    _await(by, challenge, today())
    _tell(by, challenge, move.number, Party.Side.ANSWERS)
    return move


@transaction.atomic
def close_partner(
    *,
    by: Person | None,
    challenge: PartnerChallenge,
    outcome: str,
    impact: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Move:
    """Close it with its outcome, and what changed by it where that is known. Raises `Stale`;
    ValidationError at `outcome`, or where it is closed."""
    if not outcome.strip():
        raise ValidationError({"outcome": "Write what came of it."})
    move = _step(by, challenge, "close", "", seen, at)
    challenge.outcome, challenge.impact = outcome.strip(), impact.strip()
    challenge.save(update_fields=["outcome", "impact"])
    for clock in _running(challenge):
        stop_clock(by=by, clock=clock, reason="Closed without an answer")
    return move


def _step(
    by: Person | None,
    challenge: PartnerChallenge,
    step: str,
    reason: str,
    seen: int | None,
    at: datetime | None = None,
) -> Move:
    return take_step(
        by=by,
        record=challenge.record,
        workflow=PARTNER,
        step=step,
        verb=f"partner-challenge.{step}",
        reason=reason,
        seen=seen,
        at=at,
    )


def _await(by: Person | None, challenge: PartnerChallenge, day: date) -> None:
    """Let the clock of the answer run, where the partnership has turned it on."""
    rule = rule_for(challenge.partnership, ANSWER, day)
    if rule is not None:
        start_clock(by=by, record=challenge.record, rule=rule, at=day)


def _running(challenge: PartnerChallenge) -> QuerySet[Clock]:
    rows = Clock.objects.filter(record=challenge.record, key=ANSWER, ended=None)
    return rows.select_related("record")


def _tell(by: Person | None, challenge: PartnerChallenge, number: int, side: Party.Side) -> None:
    record = challenge.record
    mine = Party.objects.as_at(today()).filter(record=record, side=side)
    people = holders(
        challenge.partnership, ["agency-lead"], mine.values_list("agency_id", flat=True)
    )
    # Only who is over that agency: the role is never over the whole.
    key = f"partner-challenge {record.pk} {number}"
    tell(partnership=challenge.partnership, key=key, people=people, but=by)
