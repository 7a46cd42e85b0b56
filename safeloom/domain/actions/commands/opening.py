"""What every verb here begins and ends with."""

from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from safeloom.domain.actions.models import Action
from safeloom.domain.actions.status import Told, last_of
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import next_revision
from safeloom.foundation.today import ENGLAND, today

CLOSED = "It is closed. Reopen it first."


def opened(action: Action, seen: int | None) -> Action:
    """The action as it stands now, its record's changes counted, which locks it until the command ends.
    Raises `Stale` when somebody changed it since `seen`."""
    next_revision(action.record, seen)
    return Action.objects.select_related("record", "source", "partnership").get(pk=action.pk)


def still_open(action: Action) -> None:
    """Refuse to go on with an action that is closed."""
    if action.ended is not None:
        raise ValidationError(CLOSED)


def moment(at: datetime | None) -> tuple[datetime, date]:
    """An instant (now where none is given) and its local day. One to come is refused."""
    at = at or datetime.now(UTC)
    day = at.astimezone(ENGLAND).date()
    if day > today():
        raise ValidationError("It cannot have been said on a day to come.")
    return at, day


def keep_last(action: Action) -> None:
    """Write on the action what its rows said last."""
    told = [
        (day, at, str(key), Told(day, said=said))
        for day, at, key, said in action.updates.values_list("day", "at", "pk", "said")
    ]
    told += [
        (day, at, str(key), Told(day, verdict=verdict))
        for day, at, key, verdict in action.decisions.values_list("day", "at", "pk", "verdict")
    ]
    last = last_of(one for *_, one in sorted(told, key=lambda each: each[:3]))
    for name in ("said", "heard", "done_on", "verdict", "ended"):
        setattr(action, name, getattr(last, name))
    action.save(update_fields=["said", "heard", "done_on", "verdict", "ended"])


def write(
    *,
    by: Person | None,
    verb: str,
    action: Action,
    before: dict[str, Any] | None = None,
    **after: Any,
) -> None:
    """The audit row of a verb."""
    audit.write(by=by, verb=verb, record=action.record, before=before, after=after)
