"""Screening responses, and accepting an equivalent return in place of one."""

from collections.abc import Collection
from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires import workflows
from safeloom.domain.questionnaires.models import Response
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import Stale, in_turn
from safeloom.foundation.today import today
from safeloom.foundation.workflow.commands import take_step
from safeloom.foundation.workflow.queries import moves_of, state_after
from safeloom.systems.section_11.commands.writing import told
from safeloom.systems.section_11.models import Covered, Equivalent, Screening


@transaction.atomic
def screen(
    *, by: Person | None, response: Response, outcome: str, words: str = "", seen: int | None = None
) -> Screening:
    """Say after a first look at a submitted response whether it stands as it is. `seen` is the revision that
    was shown, 0 for none. Raises ValidationError at `outcome`, `words`, or alone; `Stale`."""
    in_turn(response.record)
    state = state_after(moves_of(response.record), workflows.RESPONSE.first.key)
    if state not in workflows.COUNTED:
        raise ValidationError("It is looked at once it is submitted.")
    if outcome not in Screening.Outcome.values:
        raise ValidationError({"outcome": "Choose what you made of it."})
    if outcome != Screening.Outcome.ENOUGH and not words.strip():
        raise ValidationError({"words": "Say what to ask for, or what to look at."})
    there = Screening.objects.filter(response=response).first()
    if seen is not None and seen != (there.revision if there else 0):
        raise Stale
    row = there or Screening(response=response, revision=0)
    row.outcome, row.words, row.by, row.at = outcome, words.strip(), by, datetime.now(UTC)
    row.revision += 1
    row.save()
    told(by, response, "section-11.screen", outcome=outcome)
    return row


@transaction.atomic
def accept_equivalent(
    *,
    by: Person | None,
    response: Response,
    what: str,
    day: date,
    reason: str,
    standards: Collection[str],
) -> Equivalent:
    """Accept a return made elsewhere in place of this one, for these standards (keys of sections), and close
    the response. Its grades are in no statistics. Raises ValidationError at the field, or alone."""
    in_turn(response.record)
    if not what.strip():
        raise ValidationError({"what": "Say what return it is."})
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is as good as this one."})
    if day > today():
        raise ValidationError({"day": "Enter today or an earlier day."})
    sections = list(response.campaign.version.sections.filter(key__in=standards))
    if not sections or len(sections) < len(set(standards)):
        raise ValidationError({"standards": "Choose the standards that it covers."})
    take_step(
        by=by,
        record=response.record,
        workflow=workflows.RESPONSE,
        step="accept-in-place",
        verb="section-11.accept-equivalent",
        reason=reason,
    )
    row = Equivalent.objects.create(
        response=response,
        what=what.strip(),
        day=day,
        reason=reason.strip(),
        by=by,
        at=datetime.now(UTC),
    )
    Covered.objects.bulk_create(Covered(equivalent=row, section=one) for one in sections)
    return row
