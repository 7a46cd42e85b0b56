"""Bringing actions in from a file: many rows by the rules of the single verbs, under one audit row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction

from safeloom.domain.actions.commands.actions import KIND, PREFIX
from safeloom.domain.actions.models import Action, ActionDecision, ActionUpdate, Ownership
from safeloom.domain.actions.status import Told, last_of
from safeloom.domain.actions.wording import shortened
from safeloom.domain.partnership.models import Agency, Post
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, new_records
from safeloom.foundation.today import ENGLAND
from safeloom.web.imports.journal import Journal

_BATCH = 500
_LISTED = 200


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """An action as a file says it. `said` is the owner's view and `verdict` that it was closed, both empty
    where the file says neither; `day` is the day of which they are true."""

    wording: str
    owner: Agency
    opened: date
    day: date
    post: Post | None = None
    due: date | None = None
    due_words: str = ""
    origin: str = ""
    said: str = ""
    verdict: str = ""
    text: str = ""
    evidence: str = ""

    @property
    def is_told(self) -> bool:
        """Whether something was said of how it goes."""
        return bool(self.said or self.text or self.evidence)


@transaction.atomic
def bring_actions(
    *,
    by: Person | None,
    partnership: Partnership,
    rows: Sequence[ActionRow],
    journal: Journal,
    name: str = "",
) -> list[Action]:
    """Add actions with what was said of them and whether they were closed, all or none. `name` is the
    file's."""
    in_turn(partnership)
    records = new_records(
        partnership=partnership,
        kind=KIND,
        prefix=PREFIX,
        titles=[shortened(row.wording) for row in rows],
    )
    actions = Action.objects.bulk_create(
        (
            Action(
                record=record,
                partnership=partnership,
                wording=row.wording,
                origin=row.origin,
                opened=row.opened,
                due=row.due,
                due_words="" if row.due else row.due_words,
                **vars(last_of(_told(row))),
            )
            for record, row in zip(records, rows, strict=True)
        ),
        _BATCH,
    )
    pairs = list(zip(actions, rows, strict=True))
    owners = Ownership.objects.bulk_create(
        (
            Ownership(action=action, agency=row.owner, post=row.post, start=row.opened, by=by)
            for action, row in pairs
        ),
        _BATCH,
    )
    updates = ActionUpdate.objects.bulk_create(
        (
            ActionUpdate(
                action=action,
                text=row.text,
                said=row.said,
                evidence=row.evidence,
                day=row.day,
                at=_moment(row.day, 9),
                by=by,
            )
            for action, row in pairs
            if row.is_told
        ),
        _BATCH,
    )
    decisions = ActionDecision.objects.bulk_create(
        (
            ActionDecision(
                action=action,
                verdict=row.verdict,
                words="As the file says that was brought in.",
                day=row.day,
                at=_moment(row.day, 10),
                by=by,
            )
            for action, row in pairs
            if row.verdict
        ),
        _BATCH,
    )
    for made in (records, actions, owners, updates, decisions):
        journal.made(made)
    after: dict[str, Any] = {"new": len(actions)}
    if len(records) <= _LISTED:
        after["references"] = [record.reference for record in records]
    if name:
        # People call files after themselves.
        after["file"] = audit.not_kept("web.Import.name", name)
    audit.write(
        by=by,
        verb="action.bring_in",
        subject=f"{len(actions)} actions",
        partnership=partnership,
        after=after,
    )
    return actions


def _told(row: ActionRow) -> list[Told]:
    told = [Told(row.day, said=row.said)] if row.is_told else []
    return [*told, Told(row.day, verdict=row.verdict)] if row.verdict else told


def _moment(day: date, hour: int) -> datetime:
    """An instant of the day that has passed, for what was said on it at no time that is known."""
    return min(datetime.combine(day, time(hour), ENGLAND), datetime.now(UTC))
