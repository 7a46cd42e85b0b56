"""A person's copy, a partnership's own periods, legal holds, and ending what is past its rule."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.records.models import Record
from safeloom.foundation.retention.archive import zipped
from safeloom.foundation.retention.copying import tables
from safeloom.foundation.retention.due import Due, due
from safeloom.foundation.retention.erasing import erase
from safeloom.foundation.retention.models import (
    LegalHold,
    RetentionItem,
    RetentionPeriod,
    RetentionRun,
)
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date

NOT_IN_IT = (
    "Not in it: passwords and what else opens the account; what the audit keeps of personal values, "
    "which are keyed hashes; the bytes of signed reports and stored files, which may name them and are "
    "open to them as to every reader."
)


@transaction.atomic
def copy_for(
    *, by: Person | None, person: Person, partnership: Partnership, reference: str
) -> bytes:
    """What a partnership keeps of a person, as a ZIP of a page and CSV files, for whoever asked for it.
    `reference` is that of the request and names nobody; it stands in the audit, as does the making."""
    return _copy(by, person, partnership, reference, "person.copy")


@transaction.atomic
def own_copy(*, by: Person) -> bytes:
    """What the installation keeps of a person, for themselves: of all partnerships."""
    return _copy(by, by, None, "", "person.copy-own")


def _copy(
    by: Person | None, person: Person, partnership: Partnership | None, reference: str, verb: str
) -> bytes:
    found = tables(person, partnership)
    rows = sum(len(table.rows) for table in found)
    audit.write(
        by=by,
        verb=verb,
        subject=f"person {person.pk}",
        partnership=partnership,
        after={"tables": len(found), "rows": rows},
        reason=reference,
    )
    whose = partnership.name if partnership else "all partnerships of this installation"
    said = (
        f"Made on {show_date(today())}: {rows} rows in {len(found)} tables, of {whose}. Each table is a "
        "file beside this page as well.",
        NOT_IN_IT,
        "Other people are not named; where a row is about them too, it says so.",
    )
    return zipped(f"What is kept of {person.name}", said, found)


@transaction.atomic
def set_period(
    *,
    by: Person | None,
    partnership: Partnership,
    years: int,
    source: str,
    checked: bool = False,
    start: date | None = None,
) -> RetentionPeriod:
    """Say how many years after the last post or seat a partnership keeps who people were, from a day on;
    the period until then ends the day before. Raises `ValidationError`."""
    in_turn(partnership)
    start = start or today()
    period = RetentionPeriod(
        partnership=partnership, years=years, source=source, checked=checked, start=start
    )
    period.full_clean()
    rows = RetentionPeriod.objects.filter(partnership=partnership)
    if rows.filter(start__gt=start).exists():
        raise ValidationError(
            {"start": "A later period is set already. Give a day after it began."}
        )
    rows.filter(start=start).delete()
    rows.filter(end__isnull=True).update(end=start - timedelta(days=1))
    period.save()
    audit.write(
        by=by,
        verb="retention.set-period",
        subject=f"{years} years",
        partnership=partnership,
        after=audit.fields_of(period),
    )
    return period


@transaction.atomic
def hold(
    *,
    by: Person | None,
    partnership: Partnership,
    reason: str,
    person: Person | None = None,
    record: Record | None = None,
) -> LegalHold:
    """Put a legal hold on a person or on a record, from today. Raises `ValidationError`."""
    if (person is None) == (record is None):
        raise ValidationError("A hold is on a person or on a record: choose one of them.")
    if record is not None and record.partnership_id != partnership.pk:
        raise ValidationError({"record": "There is no record of that reference."})
    row = LegalHold(
        partnership=partnership,
        person=person,
        record=record,
        reason=reason,
        put_by=by,
        start=today(),
    )
    row.full_clean()
    row.save(force_insert=True)
    audit.write(
        by=by,
        verb="hold.put",
        subject=record.reference if record else f"person {person.pk if person else ''}",
        partnership=partnership,
        record=record,
        after=audit.fields_of(row),
    )
    return row


@transaction.atomic
def lift(*, by: Person | None, found: LegalHold) -> LegalHold:
    """End a legal hold, with today as its last day; what it stopped may end from tomorrow."""
    with audit.changing(
        found,
        by=by,
        verb="hold.lift",
        subject=f"hold {found.pk}",
        partnership=found.partnership,
        record=found.record,
    ):
        found.end = today()
        found.save(update_fields=["end"])
    return found


def digest_of(found: Sequence[Due]) -> str:
    """What was previewed, so that nothing else is confirmed."""
    lines = [f"{each.person.pk} {each.whole}" for each in found if not each.stopped]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class Changed(Exception):
    """What is due is no longer what was previewed; nothing was written."""


@transaction.atomic
def confirm(
    *, by: Person | None, partnership: Partnership, reason: str, previewed: str
) -> RetentionRun:
    """Confirm that what was previewed shall end; `carry_on` does it. Raises `Changed` where something
    else is due by now, and `ValidationError` without a reason or anybody."""
    in_turn(partnership)
    found = [each for each in due(partnership, today()) if not each.stopped]
    if digest_of(found) != previewed:
        raise Changed
    if not found:
        raise ValidationError("Nothing is past its rule today.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why this is done now."})
    run = RetentionRun.objects.create(
        partnership=partnership, confirmed_by=by, reason=reason.strip()[:500]
    )
    RetentionItem.objects.bulk_create(
        RetentionItem(run=run, person=each.person, whole=each.whole) for each in found
    )
    audit.write(
        by=by,
        verb="retention.confirm",
        subject=f"run {run.pk}",
        partnership=partnership,
        after={
            "people": len(found),
            "wholly": sum(each.whole for each in found),
            "sha256": previewed,
        },
        reason=run.reason,
    )
    return run


@transaction.atomic
def carry_on(*, by: Person | None, run: RetentionRun, most: int = 50) -> int:
    """End what a run still has to end, of at most so many people; how many are left. Each is looked at
    again: who came back, or is under a hold by now, is left alone. One transaction and one audit row a
    call, so that a run cut off anywhere goes on where it was."""
    in_turn(run.partnership)
    left = run.items.filter(done__isnull=True)
    items = list(left.select_related("person__principal").order_by("pk")[:most])
    still = {
        each.person.pk: each
        for each in due(run.partnership, today(), among=[item.person_id for item in items])
    }
    counts: Counter[str] = Counter()
    skipped = 0
    for item in items:
        found = still.get(item.person_id)
        if found is None or found.stopped or (item.whole and not found.whole):
            item.why_not = (found.stopped if found else "") or "no longer past its rule"
            skipped += 1
        else:
            counts += erase(item.person, whole=item.whole)
        item.done = datetime.now(UTC)
        item.save(update_fields=["done", "why_not"])
    remaining = left.count()
    if not remaining and run.finished is None:
        run.finished = datetime.now(UTC)
        run.save(update_fields=["finished"])
    if items:
        audit.write(
            by=by,
            verb="retention.erase",
            subject=f"run {run.pk}",
            partnership=run.partnership,
            after={
                "people": len(items) - skipped,
                "left alone": skipped,
                "rows": [f"{kind}: {many}" for kind, many in sorted(counts.items())],
            },
            reason=run.reason,
        )
    return remaining
