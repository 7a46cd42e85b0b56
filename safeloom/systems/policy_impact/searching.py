"""What the search finds of policy impact."""

from collections.abc import Iterator

from django.db.models import QuerySet

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable
from safeloom.systems.policy_impact.addresses import at
from safeloom.systems.policy_impact.models import PolicyImpact
from safeloom.systems.policy_impact.queries.impacts import impacts


def impacts_found(viewer: Viewer, partnership: Partnership) -> QuerySet[PolicyImpact]:
    """Those the viewer may see."""
    return impacts(viewer, partnership)


def tell_impacts(rows: QuerySet[PolicyImpact]) -> Iterator[Searchable]:
    """By policy, reference, agency and what it did."""
    for row in rows.select_related("record", "agency__principal"):
        yield Searchable(
            row=row.pk,
            partnership=row.partnership_id,
            title=row.record.title,
            place=row.record.reference,
            reference=row.record.reference,
            detail="",
            parts=(("Agency", row.agency.principal.name), ("Difference", row.difference)),
            sealed=row.record.sensitivity == Record.Sensitivity.SEALED,
        )


def impact_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A presentation's page."""
    return at("impact", partnership, place)
