"""Opening and changing records."""

from collections.abc import Iterator
from secrets import choice
from typing import Any

from django.db import models, transaction
from django.db.models import F

from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import SEALED_TITLE, Record, ReferenceCounter

# Without those that are taken for another when read aloud or written by hand.
_LETTERS = "23456789ACDEFGHJKMNPQRTUVWXY"


class Stale(Exception):
    """Somebody else changed the row since the form was opened; nothing was written."""


def open_record(*, partnership: Partnership, kind: str, prefix: str, title: str) -> Record:
    """A new record with the next reference of its prefix, such as `AG-0007`.

    Call it inside the command's transaction: the counter's row is locked until that ends, so
    numbers run without gaps.
    """
    number = next(_numbers(partnership, prefix, 1))
    return Record.objects.create(
        partnership=partnership, kind=kind, reference=f"{prefix}-{number:04d}", title=title
    )


def open_sealed_record(*, partnership: Partnership, kind: str, prefix: str) -> Record:
    """A new sealed record. Its reference is drawn by lot, such as `RP-K7QF4M`, so that no gap in numbers
    tells anybody of it. Say at once who is entitled to it (`sealed.commands.entitled_first`): until
    then nobody sees it."""
    while True:
        reference = f"{prefix}-{''.join(choice(_LETTERS) for _ in range(6))}"
        if not Record.objects.filter(partnership=partnership, reference=reference).exists():
            return Record.objects.create(
                partnership=partnership,
                kind=kind,
                reference=reference,
                title=SEALED_TITLE,
                sensitivity=Record.Sensitivity.SEALED,
            )


def new_records(
    *, partnership: Partnership, kind: str, prefix: str, titles: list[str]
) -> list[Record]:
    """Many new records in two writes, in the order of `titles`."""
    numbers = _numbers(partnership, prefix, len(titles))
    return Record.objects.bulk_create(
        Record(partnership=partnership, kind=kind, reference=f"{prefix}-{number:04d}", title=title)
        for number, title in zip(numbers, titles, strict=True)
    )


def _numbers(partnership: Partnership, prefix: str, many: int) -> Iterator[int]:
    with transaction.atomic():
        counter, _ = ReferenceCounter.objects.get_or_create(partnership=partnership, prefix=prefix)
        ReferenceCounter.objects.filter(pk=counter.pk).update(last=F("last") + many)
        counter.refresh_from_db()
    return iter(range(counter.last - many + 1, counter.last + 1))


def in_turn(*rows: models.Model) -> None:
    """Let whoever else is about to change what hangs on these rows wait until this transaction ends:
    what is checked now still holds when it is written. All of one model, of which rows that point
    to them can be written meanwhile. (SQLite has one writer at a time anyway.)"""
    keys = sorted({row.pk for row in rows})
    if keys:
        waiting = type(rows[0])._base_manager.select_for_update(no_key=True).filter(pk__in=keys)
        list(waiting.order_by("pk").values_list("pk"))


def next_revision(row: Any, seen: int | None) -> None:
    """Count a change of `row` (anything with a `revision`), or raise `Stale` when its revision is no
    longer the `seen` one. `None` means the caller did not show the row to anybody first."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    if seen is not None:
        rows = rows.filter(revision=seen)
    if not rows.update(revision=F("revision") + 1):
        raise Stale
    row.refresh_from_db(fields=["revision"])
