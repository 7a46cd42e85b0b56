"""When an action is due."""

from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.actions.commands.opening import opened, still_open, write
from safeloom.domain.actions.models import Action, DueMove
from safeloom.foundation.identity.models import Person
from safeloom.foundation.today import today


@transaction.atomic
def move_due(
    *, by: Person | None, action: Action, seen: int | None, to: date, reason: str
) -> Action:
    """Move the due date of an open action, and say why; earlier ones stay known. Raises
    `ValidationError` at `to` or `reason`, or where it is closed; `Stale`."""
    action = opened(action, seen)
    still_open(action)
    if not reason.strip():
        raise ValidationError({"reason": "Say why it moves."})
    if to == action.due:
        raise ValidationError({"to": "It is due on that day already."})
    if to < action.opened:
        raise ValidationError({"to": "Enter a day that is not before the action was agreed."})
    DueMove.objects.create(
        action=action,
        was=action.due,
        to=to,
        reason=reason.strip(),
        at=datetime.now(UTC),
        day=today(),
        by=by,
    )
    before = action.due
    action.due, action.due_words = to, ""
    action.save(update_fields=["due", "due_words"])
    write(by=by, verb="action.move-due", action=action, before={"due": before}, due=to)
    return action
