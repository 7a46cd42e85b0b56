"""Adding, changing and closing groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands import checks, dated, lines
from safeloom.domain.partnership.models import (
    Chairing,
    Group,
    GroupLine,
    GroupSharing,
    Seat,
    SeatHolding,
)
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person, Principal
from safeloom.foundation.records.commands import new_records


@dataclass(frozen=True, kw_only=True)
class NewGroup:
    """What is said of a group when it is added. It answers to `parent` (not read by a change, see
    `lines`) for all its days."""

    name: str
    kind: str
    parent: Group | None = None
    start: date | None = None
    end: date | None = None


@transaction.atomic
def add(*, by: Person | None, partnership: Partnership, new: NewGroup) -> Group:
    """Add a group. Refused when one of that kind and name exists on the same days."""
    (group,) = write(partnership, [new])
    audit.write(
        by=by,
        verb="group.add",
        record=group.record,
        after={
            "name": group.name,
            **audit.fields_of(group),
            "parent": new.parent.record.reference if new.parent else None,
        },
    )
    return group


@transaction.atomic
def add_many(
    *, by: Person | None, partnership: Partnership, new: Sequence[NewGroup]
) -> list[Group]:
    """Add many groups at once, under one audit row; they come back in the same order. Parents must
    have been added before."""
    groups = write(partnership, new)
    audit.write(
        by=by,
        verb="group.add_many",
        subject=f"{len(groups)} groups",
        partnership=partnership,
        after={"references": [group.record.reference for group in groups]},
    )
    return groups


@transaction.atomic
def change(*, by: Person | None, group: Group, seen: int | None, to: NewGroup) -> Group:
    """Change a group's name, kind or days."""
    group = dated.opened(group, seen)
    record, principal = group.record, group.principal
    with audit.changing(group, principal, by=by, verb="group.change", record=record):
        _fill(group, to)
        principal.name = record.title = checks.words(to.name, "name", "the name of the group")
        _alone([group], record.partnership)
        checks.holds_all(group, group.seats.all(), "It has a seat")
        checks.holds_all(group, group.chairings.all(), "It has a chair")
        checks.holds_all(group, group.lines.all(), "It answers to another group")
        checks.holds_all(group, group.lines_below.all(), "A group answers to it")
        checks.holds_all(group, group.sharings.all(), "It is shared")
        principal.save()
        record.save(update_fields=["title"])
        group.save()
    return group


@transaction.atomic
def close(*, by: Person | None, group: Group, seen: int | None, day: date) -> Group:
    """End a group on `day`, its last: its seats, who holds them, its chairs, its place in the
    structure and its sharing end with it. Refused when one of those begins later."""
    group = dated.opened(group, seen)
    record = group.record
    with audit.changing(group, by=by, verb="group.close", record=record):
        checks.closes(group, day)
        dated.end_all(SeatHolding.objects.filter(seat__group=group), day, "Holding a seat")
        dated.end_all(Seat.objects.filter(group=group), day, "A seat")
        dated.end_all(Chairing.objects.filter(group=group), day, "Chairing")
        dated.end_all(GroupLine.objects.filter(group=group), day, "Its place in the structure")
        dated.end_all(GroupLine.objects.filter(parent=group), day, "A group's place under it")
        dated.end_all(GroupSharing.objects.filter(group=group), day, "Sharing it")
        group.save(update_fields=["end"])
    return group


def write(partnership: Partnership, new: Sequence[NewGroup]) -> list[Group]:
    """Write groups by the rules of `add`, without an audit row: for a verb that writes its own."""
    names = [checks.words(one.name, "name", "the name of the group") for one in new]
    records = new_records(partnership=partnership, kind="group", prefix="GR", titles=names)
    principals = Principal.objects.bulk_create(
        Principal(kind=Principal.Kind.GROUP, name=name) for name in names
    )
    groups = [
        _fill(Group(principal=principal, record=record), one)
        for principal, record, one in zip(principals, records, new, strict=True)
    ]
    _alone(groups, partnership)
    Group.objects.bulk_create(groups)
    below = [
        GroupLine(group=group, parent=one.parent, start=group.start, end=group.end)
        for group, one in zip(groups, new, strict=True)
        if one.parent is not None
    ]
    for line in below:
        lines.fits_parent(line)
    GroupLine.objects.bulk_create(below)
    return groups


def _fill(group: Group, said: NewGroup) -> Group:
    if said.kind not in Group.Kind.values:
        raise ValidationError({"kind": "Choose what kind of group it is."})
    group.kind = said.kind
    group.start, group.end = said.start, said.end
    checks.in_order(group)
    return group


def _alone(groups: Sequence[Group], partnership: Partnership) -> None:
    """Refuse two groups of one kind and name on the same days."""
    others = Group.objects.filter(record__partnership=partnership).select_related("principal")
    standing = list(others.exclude(pk__in=[group.pk for group in groups]))
    for group in groups:
        for other in standing:
            same = group.kind == other.kind and group.name.casefold() == other.name.casefold()
            if same and checks.meet(group, other):
                raise ValidationError({"name": f"{other} exists already {checks.said(other)}."})
        standing.append(group)
