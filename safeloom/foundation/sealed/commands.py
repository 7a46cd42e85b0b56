"""Entitling somebody to a sealed record, opening it with a reason, and noting each read."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person, Principal
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.records.models import Record
from safeloom.foundation.sealed.models import Entitlement, Opening
from safeloom.foundation.sealed.queries import lasting
from safeloom.foundation.today import today


def entitled_first(
    *, record: Record, given_by: Person | None, principals: Iterable[Principal], day: date
) -> list[Entitlement]:
    """Entitle the first ones to a sealed record that was just opened, from a day on: these principals,
    and whoever opened it. The command that opens it writes the audit row."""
    keys = {one.pk for one in principals} | ({given_by.pk} if given_by else set())
    return Entitlement.objects.bulk_create(
        Entitlement(record=record, principal_id=key, start=day, given_by=given_by)
        for key in sorted(keys)
    )


@transaction.atomic
def entitle(
    *,
    by: Person | None,
    record: Record,
    principal: Principal,
    start: date | None = None,
    end: date | None = None,
) -> Entitlement:
    """Let somebody open a sealed record from a day (today, if not said) to a day. Raises
    `ValidationError` at `principal`, `start` or `end`."""
    in_turn(record)
    start = start or today()
    if not record.is_sealed:
        raise ValidationError("The record is not sealed.")
    if start < today():
        raise ValidationError({"start": "Choose today or a later day."})
    if end is not None and end < start:
        raise ValidationError({"end": "The last day is before the first day."})
    same = Entitlement.objects.overlapping(start, end).filter(record=record, principal=principal)
    if same.exists():
        raise ValidationError({"principal": f"{principal.name} may open it already on such a day."})
    given = Entitlement.objects.create(
        record=record, principal=principal, start=start, end=end, given_by=by
    )
    audit.write(
        by=by,
        verb="sealed.entitle",
        record=record,
        after={"principal_id": principal.pk, "start": start, "end": end},
    )
    return given


@transaction.atomic
def end_entitlement(*, by: Person | None, entitlement: Entitlement, end: date) -> Entitlement:
    """Let somebody open a record up to a day and no longer. Raises `ValidationError` at `end`."""
    record = entitlement.record
    in_turn(record)
    entitlement.refresh_from_db()
    if entitlement.end is not None and entitlement.end < end:
        raise ValidationError({"end": "It ends earlier already."})
    if entitlement.start is not None and end < entitlement.start:
        raise ValidationError({"end": "The last day is before the first day."})
    others = lasting(record, today()).exclude(pk=entitlement.pk)
    if not others.filter(end__isnull=True).exists():
        raise ValidationError({"end": "Somebody must stay who may open it: add another one first."})
    with audit.changing(entitlement, by=by, verb="sealed.end", record=record):
        entitlement.end = end
        entitlement.save(update_fields=["end"])
    return entitlement


@transaction.atomic
def open_sealed(*, by: Person, record: Record, reason: str) -> Opening:
    """Begin a visit to a sealed record, saying why. Raises `ValidationError` at `reason`."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why you are opening it."})
    opening = Opening.objects.create(
        record=record,
        person=by,
        at=datetime.now(UTC),
        how=Opening.How.REASON,
        reason=reason.strip(),
    )
    _write(by, record, "sealed.open", reason=reason.strip())
    return opening


@transaction.atomic
def note_read(*, by: Person, visit: Opening, how: Opening.How, what: str = "") -> Opening:
    """Note one read within a visit. `what` is the reference or key of what was read, never a title."""
    read = Opening.objects.create(
        record=visit.record, person=by, at=datetime.now(UTC), how=how, visit=visit, what=what
    )
    _write(by, visit.record, "sealed.read", after={"how": str(how), "what": what})
    return read


def _write(by: Person, record: Record, verb: str, **said: object) -> None:
    audit.write(
        by=by,
        verb=verb,
        subject=record.reference,
        partnership=record.partnership,
        record=record,
        **said,  # type: ignore[arg-type]
    )
