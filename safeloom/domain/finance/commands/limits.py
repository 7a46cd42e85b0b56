"""Limits of delegation."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.finance.commands import checks
from safeloom.domain.finance.definitions import Side
from safeloom.domain.finance.models import Head, Limit, LimitHead
from safeloom.domain.partnership.models import Post
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision
from safeloom.kernel.dates import show_date


@transaction.atomic
def set_limit(
    *,
    by: Person | None,
    partnership: Partnership,
    post: Post,
    start: date,
    up_to: Decimal | None,
    heads: Collection[Head] = (),
    end: date | None = None,
) -> Limit:
    """Let whoever holds a post approve spending up to an amount (None: any) from a day on; on some heads,
    or on all. Raises ValidationError at the field; at `start` where the post has a limit over the same
    heads on those days."""
    in_turn(partnership)
    if post.agency.record.partnership_id != partnership.pk or not post.holds(start):
        raise ValidationError({"post": "Select a post that is there on the first day."})
    if end is not None and end < start:
        raise ValidationError({"end": "Enter a last day on or after the first."})
    for head in heads:
        checks.head_of(partnership, head, Side.EXPENDITURE, start, "heads")
    wanted = {head.pk for head in heads}
    for other in Limit.objects.filter(post=post).overlapping(start, end):
        theirs = set(other.heads.values_list("head_id", flat=True))
        if not theirs or not wanted or theirs & wanted:
            since = f" from {show_date(other.start)}" if other.start else ""
            raise ValidationError(
                {"start": f"The post has a limit over these heads{since}. End that one first."}
            )
    limit = Limit.objects.create(
        partnership=partnership,
        post=post,
        start=start,
        end=end,
        up_to=None if up_to is None else checks.amount(up_to, "up_to"),
    )
    LimitHead.objects.bulk_create(LimitHead(limit=limit, head=head) for head in heads)
    _audit(by, limit, "spending-limit.set", heads=[str(head) for head in heads])
    return limit


@transaction.atomic
def end_limit(*, by: Person | None, limit: Limit, seen: int | None, end: date) -> Limit:
    """End a limit after a day; what was approved by it stays approved. Raises ValidationError at `end`,
    `Stale`."""
    next_revision(limit, seen)
    if limit.start and end < limit.start:
        raise ValidationError({"end": "Enter a day on or after its first."})
    limit.end = end
    limit.save(update_fields=["end"])
    _audit(by, limit, "spending-limit.end")
    return limit


def _audit(by: Person | None, limit: Limit, verb: str, **after: object) -> None:
    audit.write(
        by=by,
        verb=verb,
        subject=limit.post.title,
        partnership=limit.partnership,
        after=audit.fields_of(limit) | after,
    )
