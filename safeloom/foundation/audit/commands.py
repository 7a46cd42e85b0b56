"""Writing to the audit. Every command calls one of these once, inside its transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.crypto import salted_hmac

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.encryption.fields import BlindIndexField, sealed_fields, shown
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record

# Never copied into the audit, whatever model they stand on.
SECRET = {"password", "sealed"}
# What stands in the audit for a personal value: this and a keyed hash.
NOT_KEPT = "personal:"


def write(
    *,
    by: Person | None,
    verb: str,
    subject: str | None = None,
    partnership: Partnership | None = None,
    record: Record | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> AuditRow:
    """Write one audit row. `by` is None when the installation itself acts (the command line, a job).

    `verb` is `noun.verb` as in the command's name; `subject` names what it was done to without
    personal data (a reference or a key); `before` and `after` hold the changed fields. Of a `record` the
    subject is its reference and the partnership its own, where no other is said. Raises ValueError where
    there is no subject.
    """
    whose = partnership.pk if partnership else None
    if record is not None:
        subject, whose = subject or record.reference, whose or record.partnership_id
    if subject is None:
        raise ValueError("An audit row is about a record, or says what it is about.")
    return AuditRow.objects.create(
        at=datetime.now(UTC),
        partnership_id=whose,
        by_id=by.pk if by else None,
        verb=verb,
        record=record,
        subject=subject,
        before=_plain(before or {}),
        after=_plain(after or {}),
        reason=reason,
    )


@contextmanager
def changing(
    *rows: models.Model,
    by: Person | None,
    verb: str,
    subject: str | None = None,
    partnership: Partnership | None = None,
    record: Record | None = None,
    reason: str = "",
) -> Iterator[None]:
    """Write one audit row of what changes on `rows` inside the block, as `write` does; nothing when nothing
    changed."""
    earlier = [fields_of(row) for row in rows]
    yield
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for row, was in zip(rows, earlier, strict=True):
        for name, value in fields_of(row).items():
            if was.get(name) != value:
                before[name], after[name] = was.get(name), value
    before.pop("revision", None)
    after.pop("revision", None)
    if after:
        write(
            by=by,
            verb=verb,
            subject=subject,
            partnership=partnership,
            record=record,
            before=before,
            after=after,
            reason=reason,
        )


def fields_of(row: models.Model) -> dict[str, Any]:
    """The stored fields of a row by name, as they may stand in the audit.

    The audit is never altered, so what must one day be anonymised may not be in it. Of a field that
    the model's `PERSONAL` names, or that is sealed, a keyed hash stands there: it shows that the
    value changed, and proves or disproves what it was said to be. A model whose rows are personal
    only in part says of a row by `names_somebody` whether it is. Blind indexes are left out.
    """
    personal = getattr(row, "PERSONAL", {}) if getattr(row, "names_somebody", True) else {}
    sealed = {field.attname for field in sealed_fields(type(row))}
    found = _plain(
        {
            field.attname: shown(row, field.attname)
            if field.attname in sealed
            else getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if field.attname not in SECRET and not isinstance(field, BlindIndexField)
        }
    )
    for name in (personal.keys() | sealed) & found.keys():
        found[name] = found[name] and not_kept(f"{row._meta.label}.{name}:{row.pk}", found[name])
    return found


def not_kept(place: str, value: str) -> str:
    """What stands in the audit for a personal value, told apart by its place: the same value of two
    people does not look the same."""
    said = f"{place}:{value}"
    return NOT_KEPT + salted_hmac("safeloom.audit", said, algorithm="sha256").hexdigest()[:16]


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _text(value) for name, value in values.items()}


def _text(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | UUID | Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [_text(item) for item in value]
    return str(value)
