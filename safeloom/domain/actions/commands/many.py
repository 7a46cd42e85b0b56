"""One change of several actions at once: all of them, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.actions.commands.dates import move_due
from safeloom.domain.actions.commands.owners import reassign
from safeloom.domain.actions.commands.updates import update_action
from safeloom.domain.actions.models import Action
from safeloom.domain.partnership.models import Agency, Post
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import Stale

UPDATE, DUE, REASSIGN = "update", "due", "reassign"


class StaleRows(Exception):
    """Somebody changed some of the actions since they were looked at; `references` names them. Nothing
    was written."""

    def __init__(self, references: Sequence[str]) -> None:
        super().__init__(", ".join(references))
        self.references = list(references)


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is done with each: one update, a new due date with its reason, or another owner."""

    what: str
    said: str = ""
    text: str = ""
    to: date | None = None
    reason: str = ""
    owner: Agency | None = None
    post: Post | None = None
    person: Person | None = None


@transaction.atomic
def change_many(
    *, by: Person | None, actions: Sequence[tuple[Action, int]], change: Change
) -> list[Action]:
    """Do the same with several actions, each with the revision that was looked at. Raises `StaleRows`,
    or `ValidationError` that names each action it cannot be done with; then nothing is written."""
    stale, refused = [], []
    for action, seen in actions:
        reference = action.record.reference
        try:
            with transaction.atomic():
                _do(by, action, seen, change)
        except Stale:
            stale.append(reference)
        except ValidationError as problem:
            refused += [f"{reference}: {message}" for message in problem.messages]
    if stale:
        raise StaleRows(stale)
    if refused:
        raise ValidationError(refused)
    return [action for action, _ in actions]


def _do(by: Person | None, action: Action, seen: int, change: Change) -> None:
    if change.what == UPDATE:
        update_action(by=by, action=action, seen=seen, text=change.text, said=change.said)
    elif change.what == DUE and change.to is not None:
        move_due(by=by, action=action, seen=seen, to=change.to, reason=change.reason)
    elif change.what == REASSIGN and change.owner is not None:
        reassign(
            by=by,
            action=action,
            seen=seen,
            owner=change.owner,
            post=change.post,
            person=change.person,
            reason=change.reason,
        )
