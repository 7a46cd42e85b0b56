"""What the search finds of case audits: their themes. Of cases it finds nothing."""

from collections.abc import Iterator

from django.db.models import QuerySet

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.search.definitions import Searchable
from safeloom.systems.case_audit.addresses import at
from safeloom.systems.case_audit.models import CaseAudit
from safeloom.systems.case_audit.queries.audits import audits


def found(viewer: Viewer, partnership: Partnership) -> QuerySet[CaseAudit]:
    """Those the viewer may see."""
    return audits(viewer, partnership)


def tell(rows: QuerySet[CaseAudit]) -> Iterator[Searchable]:
    """By reference and theme."""
    for row in rows.select_related("record"):
        record = row.record
        yield Searchable(
            row=row.pk,
            partnership=record.partnership_id,
            title=record.title,
            place=record.reference,
            reference=record.reference,
            sealed=record.is_sealed,
        )


def address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """An audit's page."""
    return at("audit", partnership, place)
