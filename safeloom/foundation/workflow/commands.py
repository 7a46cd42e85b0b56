"""Taking a step."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import Stale, in_turn
from safeloom.foundation.records.models import Record
from safeloom.foundation.workflow.models import Move
from safeloom.foundation.workflow.queries import state_after
from safeloom.kernel.workflow import NotPossible, Workflow


@transaction.atomic
def take_step(
    *,
    by: Person | None,
    record: Record,
    workflow: Workflow,
    step: str,
    verb: str,
    reason: str = "",
    at: datetime | None = None,
    seen: int | None = None,
) -> Move:
    """Let a record go a step from where it stands, and write `verb` to the audit: the command that calls it
    writes no row of its own. That `by` may is for the caller to ask. `seen` is how many steps there were
    when it was shown.

    Raises `Stale` where there are others since; ValidationError where the step does not lead on from there,
    at `reason` where it needs one, at `at` for an instant before the last step or yet to come.
    """
    in_turn(record)
    moves = list(Move.objects.filter(record=record))
    if seen is not None and seen != len(moves):
        raise Stale
    here = state_after(moves, workflow.first.key)
    try:
        found = workflow.step(step, here)
    except NotPossible:
        title = workflow.state(here).title
        raise ValidationError(f"This cannot be done now: it stands at “{title}”.") from None
    if "reason" in found.needs and not reason.strip():
        raise ValidationError({"reason": "Say why."})
    now = datetime.now(UTC)
    at = at or now
    if at > now or (moves and at < moves[-1].at):
        raise ValidationError({"at": "Choose a time after the last step and not yet to come."})
    move = Move.objects.create(
        record=record,
        number=len(moves) + 1,
        step=found.key,
        of=here,
        to=found.to,
        by=by,
        at=at,
        reason=reason.strip(),
    )
    audit.write(
        by=by, verb=verb, record=record, before={"state": here}, after={"state": found.to, "at": at}
    )
    return move
