"""Induction packs: which items there are, for whom, and who read them."""

from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from safeloom.domain.partnership.models import SeatHolding
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.queries import files_of
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.systems.compact.models import InductionItem, InductionReceipt
from safeloom.systems.compact.queries import members

SEE = "induction.see"


def items(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[InductionItem]:
    """The items a viewer may see, withdrawn ones too: those of groups over which they hold the
    permission, and of groups in which they hold a seat."""
    rows = InductionItem.objects.filter(partnership=partnership)
    seen = Q(pk__in=viewer.rows(permission, rows, partnership.pk).values("pk"))
    if permission == SEE:
        seen |= Q(group__in=members.groups_of(viewer.person, partnership, viewer.day))
    rows = rows.filter(seen).select_related("record__partnership", "group__principal")
    return rows.order_by("group__principal__name", "group_id", "order", "record__reference")


def pack(viewer: Viewer, partnership: Partnership) -> list[InductionItem]:
    """The items that were not withdrawn, as the viewer sees them: each with whether they are to read
    it as `mine`, and when they read this version as `read` (None: not). 3 queries."""
    mine = members.groups_of(viewer.person, partnership, viewer.day)
    read = receipts_of(viewer.person)
    found = list(items(viewer, partnership).filter(withdrawn__isnull=True))
    for item in found:
        item.mine = item.group_id in mine
        item.read = read.get((item.pk, item.version))
    return found


def receipts_of(person: Person | None) -> dict:
    """When a person read which version of which item."""
    rows = InductionReceipt.objects.filter(members.done_by(person)) if person else ()
    return {(row.item_id, row.version): row.at for row in rows}


def file_of(item: InductionItem) -> StoredFile | None:
    """The file to read, in its newest version, if there is one."""
    return next(iter(files_of(item.record)), None)


def to_read(partnership: Partnership, person: Person | None, day: date) -> tuple[int, int]:
    """How many items a person is still to read, and of how many. 2 queries."""
    groups = members.groups_of(person, partnership, day)
    asked = InductionItem.objects.filter(
        partnership=partnership, group__in=groups, withdrawn__isnull=True
    )
    read = InductionReceipt.objects.filter(
        members.done_by(person), item=OuterRef("pk"), version=OuterRef("version")
    )
    many = asked.count()
    return (many - asked.filter(Exists(read)).count() if many else 0), many


def progress(partnership: Partnership, day: date) -> QuerySet[SeatHolding]:
    """Whoever holds a seat on a day in a group that has a pack: with how many items there are as
    `many`, and how many of them they read as they are now as `read`."""
    current = InductionItem.objects.filter(partnership=partnership, withdrawn__isnull=True)
    of_group = current.filter(group=OuterRef("seat__group")).order_by()
    receipts = InductionReceipt.objects.filter(
        members.done_by(OuterRef(OuterRef("person"))),
        item=OuterRef("pk"),
        version=OuterRef("version"),
    )
    rows = SeatHolding.objects.as_at(day).filter(seat__group__in=current.values("group_id"))
    return (
        rows.select_related("person__principal", "seat__group__principal")
        .annotate(
            many=_count(of_group, "group"), read=_count(of_group.filter(Exists(receipts)), "group")
        )
        .order_by("person__principal__name", "seat__title")
    )


def _count(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def groups_with_packs(partnership: Partnership) -> list[tuple[str, str]]:
    """The groups that have a pack, as choices."""
    rows = InductionItem.objects.filter(partnership=partnership, withdrawn__isnull=True)
    found = rows.values_list("group_id", "group__principal__name").distinct().order_by()
    return sorted(((str(key), name) for key, name in found), key=lambda pair: pair[1])
