"""What the search finds of inspections."""

from collections.abc import Iterator

from django.db.models import QuerySet

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable
from safeloom.systems.inspections.addresses import at
from safeloom.systems.inspections.content import kind_words
from safeloom.systems.inspections.models import Inspection


def inspections_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Inspection]:
    """Of all times."""
    return viewer.rows("inspection.see", Inspection.objects.all(), partnership.pk)


def tell_inspections(rows: QuerySet[Inspection]) -> Iterator[Searchable]:
    """By title, reference, whoever inspects and what it looks at."""
    for row in rows.select_related("record", "agency__principal"):
        yield Searchable(
            row=row.pk,
            partnership=row.partnership_id,
            title=row.record.title,
            place=row.record.reference,
            reference=row.record.reference,
            detail=kind_words(row.kind),
            parts=(
                ("Agency", row.agency.principal.name if row.agency else ""),
                ("Inspected by", row.inspected_by),
                ("What it looks at", row.scope),
            ),
            sealed=row.record.sensitivity == Record.Sensitivity.SEALED,
        )


def inspection_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """An inspection's page."""
    return at("inspection", partnership, place)
