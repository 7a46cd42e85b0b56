"""Making several actions of one."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.actions.commands.actions import add_action
from safeloom.domain.actions.commands.opening import keep_last, opened, still_open, write
from safeloom.domain.actions.definitions import Verdict
from safeloom.domain.actions.models import Action, ActionDecision
from safeloom.foundation.identity.models import Person
from safeloom.foundation.today import today
from safeloom.web.words import list_words

MOST = 20


@transaction.atomic
def split_action(
    *, by: Person | None, action: Action, seen: int | None, wordings: Sequence[str]
) -> list[Action]:
    """Put several actions in the place of an open one, owned by the same and due on the same day; it is
    closed as no longer needed and leads to them. Raises `ValidationError` at `wordings`; `Stale`."""
    action = opened(action, seen)
    still_open(action)
    wanted = [words for words in (one.strip() for one in wordings) if words]
    if not 2 <= len(wanted) <= MOST:
        raise ValidationError({"wordings": f"Enter from two to {MOST} actions, each on its line."})
    owned = (
        action.ownerships.as_at(today()).select_related("agency__record", "post", "person").get()
    )
    made = [
        add_action(
            by=by,
            partnership=action.partnership,
            wording=words,
            owner=owned.agency,
            post=owned.post,
            person=owned.person,
            due=action.due,
            due_words=action.due_words,
            opened=action.opened,
            source=action.source,
            origin=action.origin,
            part_of=action,
        )
        for words in wanted
    ]
    names = [one.record.reference for one in made]
    ActionDecision.objects.create(
        action=action,
        verdict=Verdict.DROPPED,
        words=f"Split into {list_words(names)}",
        at=datetime.now(UTC),
        day=today(),
        by=by,
    )
    keep_last(action)
    write(by=by, verb="action.split", action=action, into=names)
    return made
