"""What the search finds of measures."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from safeloom.domain.indicators.models import Measure
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable


def measures_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Measure]:
    """Measures of all times."""
    return viewer.rows("measure.see", Measure.objects.all(), partnership.pk)


def tell_measures(rows: QuerySet[Measure]) -> Iterator[Searchable]:
    """By title, reference, theme and what they count."""
    for measure in rows.select_related("record"):
        yield Searchable(
            row=measure.pk,
            partnership=measure.partnership_id,
            title=measure.record.title,
            place=measure.key,
            reference=measure.record.reference,
            detail=measure.theme,
            parts=(
                ("Definition", measure.definition),
                ("What is counted", measure.numerator),
                ("Out of what", measure.denominator),
                ("Source", measure.source),
            ),
            sealed=measure.record.sensitivity == Record.Sensitivity.SEALED,
        )


def measure_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A measure's page."""
    return reverse("indicators:measure", args=[partnership.key, place])
