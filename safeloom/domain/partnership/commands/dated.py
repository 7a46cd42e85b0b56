"""Writing dated rows together with the memberships that access reads."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from safeloom.foundation.dated import DatedQuerySet
from safeloom.foundation.identity.models import Membership
from safeloom.foundation.records.commands import next_revision
from safeloom.kernel.dates import show_date

M = TypeVar("M", bound=models.Model)


def locked(row: M) -> M:
    """The row as it stands now, locked until the command ends, so that two who change what hangs on
    it do so one after the other. (SQLite has one writer at a time anyway.)"""
    return type(row)._base_manager.select_for_update().get(pk=row.pk)


def opened(row: M, seen: int | None) -> M:
    """The row as it stands now, for a change: its record's changes counted, which locks the record.
    Raises `Stale` when somebody changed it since `seen`."""
    next_revision(row.record, seen)
    return type(row)._base_manager.select_related("record__partnership").get(pk=row.pk)


def belong(rows: Sequence[models.Model], pairs: Sequence[tuple[UUID, UUID]]) -> None:
    """Give each unsaved row its membership: of the pair's first principal in its second, on the
    row's days."""
    memberships = Membership.objects.bulk_create(
        Membership(member_id=member, of_id=of, start=row.start, end=row.end)
        for row, (member, of) in zip(rows, pairs, strict=True)
    )
    for row, membership in zip(rows, memberships, strict=True):
        row.membership = membership


def redate(row: models.Model, start: date | None, end: date | None) -> None:
    """Save new days on a row and on its membership."""
    row.start, row.end = start, end
    row.save(update_fields=["start", "end"])
    if hasattr(row, "membership_id"):
        Membership.objects.filter(pk=row.membership_id).update(start=start, end=end)


def end_all(rows: DatedQuerySet, day: date, called: str) -> int:
    """End on `day` each of `rows` that would last longer, and its membership; how many. Refused when
    one begins only after that day."""
    later = rows.filter(start__gt=day).order_by("start").first()
    if later is not None:
        raise ValidationError(
            {
                "day": f"{called} begins on {show_date(later.start)}, after this day. "
                "Choose a later day, or take that back first."
            }
        )
    lasting = list(rows.filter(Q(end__isnull=True) | Q(end__gt=day)))
    if lasting and hasattr(lasting[0], "membership_id"):
        belonging = [row.membership_id for row in lasting]
        Membership.objects.filter(pk__in=belonging).update(end=day)
    ending = rows.model._base_manager.filter(pk__in=[row.pk for row in lasting])
    return ending.update(end=day, revision=F("revision") + 1)


def remove(row: models.Model) -> None:
    """Take a row and its membership away, as if it had never been entered."""
    membership = getattr(row, "membership_id", None)
    row.delete()
    if membership:
        Membership.objects.filter(pk=membership).delete()
