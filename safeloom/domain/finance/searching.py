"""What the search finds of the money."""

from collections.abc import Iterator

from django.db.models import QuerySet

from safeloom.domain.finance.addresses import act
from safeloom.domain.finance.models import Contribution, Reserve, Spend
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable


def spending_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Spend]:
    """Spending of all years."""
    return viewer.rows("finance.see", Spend.objects.all(), partnership.pk)


def tell_spending(rows: QuerySet[Spend]) -> Iterator[Searchable]:
    """By title, reference, supplier and reason."""
    for spend in rows.select_related("record"):
        yield _told(spend.record, (("Supplier", spend.supplier), ("Why", spend.reason)))


def spend_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """The page of spending."""
    return act("spend", partnership, place)


def contributions_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Contribution]:
    """Contributions of all years, as far as they may be seen."""
    return viewer.rows("contribution.see", Contribution.objects.all(), partnership.pk)


def tell_contributions(rows: QuerySet[Contribution]) -> Iterator[Searchable]:
    """By agency and year, and reference."""
    for contribution in rows.select_related("record"):
        yield _told(contribution.record)


def contribution_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """The page of a contribution."""
    return act("contribution", partnership, place)


def reserves_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Reserve]:
    """Reserves."""
    return viewer.rows("finance.see", Reserve.objects.all(), partnership.pk)


def tell_reserves(rows: QuerySet[Reserve]) -> Iterator[Searchable]:
    """By name, reference and purpose."""
    for reserve in rows.select_related("record"):
        yield _told(reserve.record, (("What for", reserve.purpose),))


def reserve_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """The page of a reserve."""
    return act("reserve", partnership, place)


def _told(record: Record, parts: tuple[tuple[str, str], ...] = ()) -> Searchable:
    return Searchable(
        row=record.pk,
        partnership=record.partnership_id,
        title=record.title,
        place=record.reference,
        reference=record.reference,
        detail="",
        parts=parts,
        sealed=record.sensitivity == Record.Sensitivity.SEALED,
    )
