"""What the search finds of what arrived."""

from collections.abc import Iterator

from django.db.models import QuerySet

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable
from safeloom.systems.national.addresses import at
from safeloom.systems.national.content import kind_words
from safeloom.systems.national.models import NationalItem


def items_found(viewer: Viewer, partnership: Partnership) -> QuerySet[NationalItem]:
    """Of all times."""
    return viewer.rows("national.see", NationalItem.objects.all(), partnership.pk)


def tell_items(rows: QuerySet[NationalItem]) -> Iterator[Searchable]:
    """By title, reference, who published it and what it is about."""
    for item in rows.select_related("record"):
        yield Searchable(
            row=item.pk,
            partnership=item.partnership_id,
            title=item.record.title,
            place=item.record.reference,
            reference=item.record.reference,
            detail=kind_words(item.kind),
            parts=(("From", item.from_whom), ("What it is about", item.summary)),
            sealed=item.record.sensitivity == Record.Sensitivity.SEALED,
        )


def item_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """An item's page."""
    return at("item", partnership, place)
