"""What the owner says of an action."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from safeloom.domain.actions.commands.opening import keep_last, moment, opened, still_open, write
from safeloom.domain.actions.definitions import Said
from safeloom.domain.actions.models import Action, ActionUpdate
from safeloom.foundation.files.commands import keep_file
from safeloom.foundation.identity.models import Person


@transaction.atomic
def update_action(
    *,
    by: Person | None,
    action: Action,
    seen: int | None = None,
    text: str = "",
    said: str = "",
    evidence: str = "",
    file: File | None = None,
    at: datetime | None = None,
) -> ActionUpdate:
    """Say how an action goes: words, the owner's own view, and what shows that it is done, in words or
    as a file of its record. `at` is when it was said, of what is brought in.

    Raises `ValidationError` at `text`, `said` or `file`, or alone where it is closed; `Stale`.
    """
    action = opened(action, seen)
    still_open(action)
    text, evidence = text.strip(), evidence.strip()
    if said and said not in Said.values:
        raise ValidationError({"said": "Choose how it goes."})
    if not (text or evidence or file is not None or said):
        raise ValidationError({"text": "Say how it goes."})
    if said == Said.AT_RISK and not text:
        raise ValidationError({"text": "Say what puts it at risk."})
    instant, day = moment(at)
    update = ActionUpdate.objects.create(
        action=action, text=text, said=said, evidence=evidence, at=instant, day=day, by=by
    )
    if file is not None:
        keep_file(by=by, record=action.record, upload=file)
    keep_last(action)
    write(by=by, verb="action.update", action=action, said=said, day=day, file=file is not None)
    return update
