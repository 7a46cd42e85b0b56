"""Heads of income and expenditure."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from safeloom.domain.finance.commands import checks
from safeloom.domain.finance.content import shipped_heads
from safeloom.domain.finance.definitions import Pace, Side
from safeloom.domain.finance.models import Head
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision


@transaction.atomic
def add_head(
    *,
    by: Person | None,
    partnership: Partnership,
    title: str,
    side: str,
    parent: Head | None = None,
    pace: str = Pace.COMES,
) -> Head:
    """Add a head, or a part of one; it stands last. Raises ValidationError at `title` or `parent`."""
    in_turn(partnership)
    head = new_head(partnership, title, side, parent, pace)
    _audit(by, head, "finance-head.add")
    return head


@transaction.atomic
def choose_heads(
    *, by: Person | None, partnership: Partnership, keys: Collection[str]
) -> list[Head]:
    """Add heads that come with Safeloom, by their keys, with their parts; those that are there already
    stay as they are."""
    in_turn(partnership)
    made = []
    for shipped in shipped_heads():
        if shipped.key not in keys:
            continue
        head = _find(partnership, shipped.side, None, shipped.title)
        if head is None:
            head = new_head(partnership, shipped.title, shipped.side, None, shipped.pace)
            made.append(head)
        for title in shipped.parts:
            if _find(partnership, shipped.side, head, title) is None:
                made.append(new_head(partnership, title, shipped.side, head, shipped.pace))
    audit.write(
        by=by,
        verb="finance-head.choose",
        subject=f"{len(made)} heads",
        partnership=partnership,
        after={"heads": [str(head) for head in made]},
    )
    return made


@transaction.atomic
def change_head(
    *,
    by: Person | None,
    head: Head,
    seen: int | None,
    title: str,
    pace: str,
    position: int,
    ended: date | None,
) -> Head:
    """Rename a head, move it, say how its spending runs, or let it take nothing new after a day. What it
    holds stays. Raises ValidationError, `Stale`."""
    next_revision(head, seen)
    said = checks.words(title, "title", "the name of the head", 120)
    _alone(head.partnership, head.side, head.parent, said, head)
    with audit.changing(
        head, by=by, verb="finance-head.change", subject=str(head.pk), partnership=head.partnership
    ):
        head.title, head.pace, head.position, head.ended = said, pace, position, ended
        head.save(update_fields=["title", "pace", "position", "ended"])
    return head


def new_head(here: Partnership, title: str, side: str, parent: Head | None, pace: str) -> Head:
    """Write a head, last of its place, without an audit row. Raises ValidationError."""
    said = checks.words(title, "title", "the name of the head", 120)
    if parent is not None and (
        parent.partnership_id != here.pk or parent.side != side or parent.parent_id is not None
    ):
        words = f"Select a head of {Side(side).label.lower()} that is no part itself."
        raise ValidationError({"parent": words})
    _alone(here, side, parent, said, None)
    rows = Head.objects.filter(partnership=here, side=side, parent=parent)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    return Head.objects.create(
        partnership=here, side=side, parent=parent, title=said, pace=pace, position=last + 1
    )


def _find(here: Partnership, side: str, parent: Head | None, title: str) -> Head | None:
    rows = Head.objects.filter(partnership=here, side=side, parent=parent, title__iexact=title)
    return rows.first()


def _alone(here: Partnership, side: str, parent: Head | None, title: str, me: Head | None) -> None:
    other = _find(here, side, parent, title)
    if other is not None and other != me:
        raise ValidationError({"title": f"There is a head called “{other.title}” already."})


def _audit(by: Person | None, head: Head, verb: str) -> None:
    audit.write(
        by=by,
        verb=verb,
        subject=str(head.pk),
        partnership=head.partnership,
        after=audit.fields_of(head),
    )
