"""Comparing local practice with what arrived."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn, next_revision
from safeloom.systems.national.models import ComparisonRow, NationalItem, NationalStep

Gap = ComparisonRow.Gap
Kind = NationalStep.Kind


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A row of the comparison, as it is written."""

    says: str
    stands: str = ""
    gap: str = Gap.UNKNOWN
    missing: str = ""


@transaction.atomic
def add_row(*, by: Person | None, item: NationalItem, row: Compared) -> ComparisonRow:
    """Add a row at the end. Raises ValidationError at the field."""
    in_turn(item.record)
    _check(row)
    last = item.rows.aggregate(last=Max("order"))["last"] or 0
    made = ComparisonRow.objects.create(item=item, order=last + 1, written_by=by, **_columns(row))
    _told(by, item, "national.add_row", {"row": made.order, "gap": made.gap})
    return made


@transaction.atomic
def change_row(*, by: Person | None, row: ComparisonRow, seen: int | None, said: Compared) -> None:
    """Change a row. Raises ValidationError at the field, `Stale`."""
    _check(said)
    next_revision(row, seen)
    before = row.gap
    for name, value in _columns(said).items():
        setattr(row, name, value)
    row.written_by = by
    row.save()
    told = {"row": row.order, "gap": row.gap}
    _told(by, row.item, "national.change_row", told, before={"gap": before})


@transaction.atomic
def withdraw_row(*, by: Person | None, row: ComparisonRow) -> None:
    """Take a row out of the comparison; it stays in the database."""
    if row.withdrawn is None:
        row.withdrawn = datetime.now(UTC)
        row.save(update_fields=["withdrawn"])
        _told(by, row.item, "national.withdraw_row", {"row": row.order})


@transaction.atomic
def decide(*, by: Person | None, item: NationalItem, kind: str, words: str = "") -> NationalStep:
    """Say that all is compared, that nothing needs comparing or answering (with the reason), or that it is
    to be compared again. Raises ValidationError at `kind` or `words`."""
    in_turn(item.record)
    words = words.strip()
    if kind not in Kind.values:
        raise ValidationError({"kind": "Select what holds."})
    if kind != Kind.COMPARED and not words:
        raise ValidationError({"words": "Say why."})
    if kind == Kind.COMPARED:
        _whole(item)
    step = NationalStep.objects.create(item=item, kind=kind, words=words, by=by)
    _told(by, item, f"national.{kind.replace('-', '_')}", {})
    return step


def _whole(item: NationalItem) -> None:
    gaps = list(item.rows.filter(withdrawn__isnull=True).values_list("gap", flat=True))
    if not gaps:
        raise ValidationError({"kind": "There is no row yet: add what it says first."})
    left = gaps.count(Gap.UNKNOWN)
    if left:
        rows = "1 row is" if left == 1 else f"{left} rows are"
        raise ValidationError(
            {"kind": f"{rows} not compared yet. Say where the partnership stands."}
        )


def _check(row: Compared) -> None:
    if not row.says.strip():
        raise ValidationError({"says": "Enter what it says."})
    if row.gap not in Gap.values:
        raise ValidationError({"gap": "Select how far apart the two are."})
    if row.gap != Gap.UNKNOWN and not row.stands.strip():
        raise ValidationError({"stands": "Say where the partnership stands."})
    if row.gap in (Gap.PART, Gap.WHOLE) and not row.missing.strip():
        raise ValidationError({"missing": "Say what is missing."})


def _columns(row: Compared) -> dict[str, str]:
    return {
        "says": row.says.strip(),
        "stands": row.stands.strip(),
        "gap": row.gap,
        "missing": row.missing.strip(),
    }


def _told(
    by: Person | None, item: NationalItem, verb: str, after: dict, before: dict | None = None
) -> None:
    audit.write(by=by, verb=verb, record=item.record, before=before, after=after)
