"""How risks are found."""

from collections.abc import Iterator

from django.db.models import QuerySet

from safeloom.domain.plans import addresses
from safeloom.domain.plans.models import Risk
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable


def risks_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Risk]:
    """Risks of all times, closed ones too."""
    return viewer.rows("risk.see", Risk.objects.all(), partnership.pk)


def tell_risks(rows: QuerySet[Risk]) -> Iterator[Searchable]:
    """By title, reference, number, theme, and what is written about them."""
    for risk in rows.select_related("record", "theme"):
        yield Searchable(
            row=risk.pk,
            partnership=risk.partnership_id,
            title=risk.record.title,
            place=risk.record.reference,
            reference=risk.record.reference,
            detail=risk.theme.title,
            parts=(
                ("Number", risk.number),
                ("Cause and consequence", risk.description),
                ("Controls", risk.controls),
                ("Further controls", risk.further),
            ),
            sealed=risk.record.sensitivity == Record.Sensitivity.SEALED,
        )


def risk_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A risk's page."""
    return addresses.act("risk", partnership, place)
