"""Adding actions, and wording them better."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.actions.commands.opening import opened, still_open, write
from safeloom.domain.actions.commands.owners import check_owner
from safeloom.domain.actions.definitions import SEALED_TITLE
from safeloom.domain.actions.models import Action, Ownership
from safeloom.domain.actions.wording import shortened
from safeloom.domain.partnership.models import Agency, Post
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import open_record
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today

KIND, PREFIX = "action", "AC"


@transaction.atomic
def add_action(
    *,
    by: Person | None,
    partnership: Partnership,
    wording: str,
    owner: Agency,
    due: date | None,
    source: Record | None = None,
    post: Post | None = None,
    person: Person | None = None,
    opened: date | None = None,
    origin: str = "",
    due_words: str = "",
    part_of: Action | None = None,
) -> Action:
    """A new action, agreed on `opened` (today), owned by an agency from that day: by a post or a person
    in it where one is named. Without a due date `due_words` say what was written in its place.

    Raises `ValidationError` by field: at `wording`, `owner`, `post`, `person`, `due`, `source`, `opened`.
    """
    agreed = opened or today()
    wording = wording.strip()
    _check(partnership, wording, source, agreed, due, due_words)
    check_owner(partnership, owner, post, person, agreed)
    record = open_record(
        partnership=partnership, kind=KIND, prefix=PREFIX, title=title_of(wording, source)
    )
    action = Action.objects.create(
        record=record,
        partnership=partnership,
        wording=wording,
        source=source,
        part_of=part_of,
        origin=origin.strip(),
        opened=agreed,
        due=due,
        due_words="" if due else due_words.strip(),
    )
    Ownership.objects.create(
        action=action, agency=owner, post=post, person=person, start=agreed, by=by
    )
    write(by=by, verb="action.add", action=action, due=due, owner=owner.record.reference)
    return action


@transaction.atomic
def change_action(
    *, by: Person | None, action: Action, seen: int | None, wording: str, origin: str = ""
) -> Action:
    """Word an action better, while it is open; earlier wordings stay in nobody's sight but the audit
    says that it was changed. Raises `ValidationError` at `wording`, `Stale`."""
    action = opened(action, seen)
    still_open(action)
    wording = wording.strip()
    if not wording:
        raise ValidationError({"wording": "Enter what is to be done."})
    action.wording, action.origin = wording, origin.strip()
    action.save(update_fields=["wording", "origin"])
    action.record.title = title_of(wording, action.source)
    action.record.save(update_fields=["title"])
    write(by=by, verb="action.change", action=action, characters=len(wording))
    return action


def title_of(wording: str, source: Record | None) -> str:
    """What the record is called, which stands wherever records are named: the beginning of the wording,
    and nothing of it where the source is sealed."""
    if source is not None and source.sensitivity == Record.Sensitivity.SEALED:
        return SEALED_TITLE
    return shortened(wording)


def _check(
    partnership: Partnership,
    wording: str,
    source: Record | None,
    agreed: date,
    due: date | None,
    due_words: str,
) -> None:
    if not wording:
        raise ValidationError({"wording": "Enter what is to be done."})
    if source is not None and source.partnership_id != partnership.pk:
        raise ValidationError({"source": "Choose a record of this partnership."})
    if agreed > today():
        raise ValidationError({"opened": "Enter the day on which it was agreed, up to today."})
    if due is None and not due_words.strip():
        raise ValidationError({"due": "Enter the due date."})
    if due is not None and due < agreed:
        raise ValidationError({"due": "Enter a due date that is not before the day it was agreed."})
