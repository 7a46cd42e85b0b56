"""Taking a disagreement through its stages: up, at once to the top, settled, withdrawn."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.clocks.commands import meet_clock, start_clock, stop_clock
from safeloom.foundation.clocks.models import Clock
from safeloom.foundation.identity.models import Person
from safeloom.foundation.workflow.commands import take_step
from safeloom.foundation.workflow.models import Move
from safeloom.systems.challenge import content
from safeloom.systems.challenge.commands.telling import entitle_more, tell
from safeloom.systems.challenge.models import Disagreement
from safeloom.systems.challenge.queries.people import parties_and_unit, told_at
from safeloom.systems.challenge.queries.stages import stages_of, workflow_of
from safeloom.systems.challenge.workflows import SETTLED, number_of


@transaction.atomic
def move_up(
    *,
    by: Person | None,
    disagreement: Disagreement,
    reason: str,
    seen: int | None = None,
    at: datetime | None = None,
) -> Move:
    """Move it to the next stage, for a reason: the clock of the stage is met, that of the next runs, and who
    is told there gets a mail. Raises `Stale`; ValidationError at `reason`, or where no stage follows."""
    here = number_of(_state(disagreement)) or 0
    return _go(by, disagreement, f"up-{here}", "challenge.move-up", reason, seen, at)


@transaction.atomic
def go_at_once(
    *,
    by: Person | None,
    disagreement: Disagreement,
    reason: str,
    seen: int | None = None,
    at: datetime | None = None,
) -> Move:
    """Somebody may be at immediate risk: go at once to the stage that is set for it. Raises as `move_up`."""
    return _go(by, disagreement, "at-once", "challenge.go-at-once", reason, seen, at)


@transaction.atomic
def settle(
    *,
    by: Person | None,
    disagreement: Disagreement,
    outcome: str,
    settled: str,
    parties: bool,
    seen: int | None = None,
    at: datetime | None = None,
) -> Move:
    """Say how it was settled: by the `parties` themselves, in a stage that is not formal, or by who decides.
    Both sides and the unit get a mail that something waits. Raises `Stale`; ValidationError at `outcome`
    or `settled`, or where it has ended or is for others to settle."""
    if outcome not in content.outcomes():
        raise ValidationError({"outcome": "Select how it was settled."})
    if not settled.strip():
        raise ValidationError({"settled": "Say what was agreed or decided."})
    step = "agree" if parties else "settle"
    move = _go(by, disagreement, step, f"challenge.{step}", "", seen, at)
    disagreement.outcome, disagreement.settled = outcome, settled.strip()
    disagreement.save(update_fields=["outcome", "settled"])
    return move


@transaction.atomic
def withdraw(
    *, by: Person | None, disagreement: Disagreement, reason: str, seen: int | None = None
) -> Move:
    """It is no longer disagreed about, or was raised by mistake. Raises `Stale`; ValidationError at
    `reason`, or where it has ended."""
    return _go(by, disagreement, "withdraw", "challenge.withdraw", reason, seen, None)


def _go(
    by: Person | None,
    disagreement: Disagreement,
    step: str,
    verb: str,
    reason: str,
    seen: int | None,
    at: datetime | None,
) -> Move:
    record, at = disagreement.record, at or datetime.now(UTC)
    move = take_step(
        by=by,
        record=record,
        workflow=workflow_of(disagreement.policy),
        step=step,
        verb=verb,
        reason=reason,
        at=at,
        seen=seen,
    )
    for clock in Clock.objects.filter(record=record, ended=None).select_related("record"):
        if step == "withdraw":
            stop_clock(by=by, clock=clock, reason="Withdrawn")
        else:
            meet_clock(by=by, clock=clock, at=at)
    number = number_of(move.to)
    if number is None:
        people = parties_and_unit(disagreement) if move.to == SETTLED else []
    else:
        stage = stages_of(disagreement.policy)[number - 1]
        start_clock(by=by, record=record, rule=stage.rule, at=at)
        people = told_at(disagreement, stage)
        entitle_more(by=by, record=record, people=people)
    key = f"challenge {record.pk} {move.number}"
    tell(partnership=disagreement.partnership, key=key, people=people, but=by)
    return move


def _state(disagreement: Disagreement) -> str:
    last = disagreement.record.moves.order_by("-number").first()
    return last.to if last else workflow_of(disagreement.policy).first.key
