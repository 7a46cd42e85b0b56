"""Which group answers to which, and which partnerships share one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands import checks, dated
from safeloom.domain.partnership.models import Group, GroupLine, GroupSharing
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import next_revision


@dataclass(frozen=True)
class _Days:
    start: date | None
    end: date | None


@transaction.atomic
def place(
    *,
    by: Person | None,
    group: Group,
    parent: Group,
    start: date | None,
    end: date | None = None,
) -> GroupLine:
    """Say that a group answers to another. In the parent's partnership it answers to one at a time,
    and never, by whatever way round, to itself. A shared group may be placed in each partnership."""
    partnership = dated.locked(parent.record.partnership)
    if partnership.pk not in group.partnerships():
        raise ValidationError({"parent": "Choose a group of a partnership that has this one."})
    line = GroupLine(group=group, parent=parent, start=start, end=end)
    checks.in_order(line)
    checks.within(line, group, group.name)
    fits_parent(line)
    here = GroupLine.objects.filter(group=group, parent__record__partnership=partnership)
    checks.apart(
        line,
        here.select_related("parent__principal"),
        lambda other: f"It answers to {other.parent} {checks.said(other)}. End that first.",
    )
    if group.pk == parent.pk or circle(line, GroupLine.objects.all()):
        raise ValidationError(
            {"parent": f"{parent} itself answers to {group} on some of the days."}
        )
    line.save()
    _audit(by, group, partnership, "group.place", parent=parent.record.reference, start=start)
    return line


@transaction.atomic
def unplace(*, by: Person | None, line: GroupLine, seen: int | None, day: date) -> GroupLine:
    """Say that `day` was the last on which a group answered to another."""
    next_revision(line, seen)
    checks.closes(line, day)
    dated.redate(line, line.start, day)
    _audit(
        by,
        line.group,
        line.parent.record.partnership,
        "group.unplace",
        parent=line.parent.record.reference,
        end=day,
    )
    return line


@transaction.atomic
def share(
    *,
    by: Person | None,
    group: Group,
    partnership: Partnership,
    start: date | None,
    end: date | None = None,
) -> GroupSharing:
    """Share a group with another partnership: its people may sit there, and its unit sees it."""
    group = dated.locked(group)
    if partnership.pk == group.record.partnership_id:
        raise ValidationError({"partnership": "The group is this partnership’s own."})
    sharing = GroupSharing(group=group, partnership=partnership, start=start, end=end)
    checks.in_order(sharing)
    checks.within(sharing, group, group.name)
    already = GroupSharing.objects.filter(group=group, partnership=partnership)
    checks.apart(sharing, already, lambda other: f"It is shared {checks.said(other)} already.")
    sharing.save()
    _audit(by, group, group.record.partnership, "group.share", shared=partnership.key, start=start)
    return sharing


@transaction.atomic
def unshare(
    *, by: Person | None, sharing: GroupSharing, seen: int | None, day: date
) -> GroupSharing:
    """End the sharing of a group on `day`, its last."""
    next_revision(sharing, seen)
    checks.closes(sharing, day)
    dated.redate(sharing, sharing.start, day)
    owner = sharing.group.record.partnership
    shared = sharing.partnership.key
    _audit(by, sharing.group, owner, "group.unshare", shared=shared, end=day)
    return sharing


def fits_parent(line: GroupLine) -> None:
    """Refuse a line outside its parent's days."""
    checks.within(line, line.parent, line.parent.name)


def circle(line: GroupLine, known: Iterable[GroupLine]) -> bool:
    """Whether on some day the parent of `line` would answer, directly or through others, to its
    group."""
    above = defaultdict(list)
    for other in known:
        above[other.group_id].append(other)
    ahead = [(line.parent_id, _Days(line.start, line.end))]
    seen = set()
    while ahead:
        here, days = ahead.pop()
        if here == line.group_id:
            return True
        if (here, days) in seen:
            continue
        seen.add((here, days))
        ahead.extend(
            (other.parent_id, _common(days, other))
            for other in above[here]
            if checks.meet(days, other)
        )
    return False


def _common(one: _Days, other: checks.Days) -> _Days:
    starts = [day for day in (one.start, other.start) if day]
    ends = [day for day in (one.end, other.end) if day]
    return _Days(max(starts, default=None), min(ends, default=None))


def _audit(
    by: Person | None, group: Group, partnership: Partnership, verb: str, **after: Any
) -> None:
    audit.write(
        by=by,
        verb=verb,
        subject=group.record.reference,
        partnership=partnership,
        record=group.record,
        after=after,
    )
