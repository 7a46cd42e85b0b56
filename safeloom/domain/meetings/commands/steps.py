"""Moving a meeting on, from one state to the next."""

from collections.abc import Collection
from datetime import UTC, datetime

from django.core.exceptions import ValidationError

from safeloom.domain.meetings.models import Meeting, MeetingStep
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn, next_revision


def move_on(
    *,
    by: Person | None,
    meeting: Meeting,
    since: Collection[str],
    to: Meeting.State,
    verb: str,
    reason: str = "",
) -> MeetingStep:
    """Write the step of a verb, in its transaction, and its audit row. Refused unless the meeting is
    now in one of the states `since`."""
    in_turn(meeting.record)
    was = queries.state_of(meeting)
    if was not in since:
        raise ValidationError(f"It is not possible now: {was.label.lower()}.")
    next_revision(meeting.record, None)
    step = MeetingStep.objects.create(
        meeting=meeting,
        number=meeting.steps.count() + 1,
        state=to,
        at=datetime.now(UTC),
        by=by,
        reason=reason,
    )
    audit.write(
        by=by,
        verb=verb,
        record=meeting.record,
        before={"state": was},
        after={"state": to},
        reason=reason,
    )
    return step
