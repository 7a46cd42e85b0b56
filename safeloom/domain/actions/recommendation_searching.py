"""What the search finds of recommendations."""

from collections.abc import Iterator

from django.db.models import QuerySet

from safeloom.domain.actions import addresses
from safeloom.domain.actions.content import sector_words, theme_words
from safeloom.domain.actions.models import Recommendation
from safeloom.domain.actions.queries.recommendations import told
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable


def recommendations_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Recommendation]:
    """Those the viewer may be told of."""
    return told(viewer, partnership)


def tell_recommendations(rows: QuerySet[Recommendation]) -> Iterator[Searchable]:
    """By wording, reference, where it comes from, themes and sectors; of a sealed source the reference
    alone."""
    rows = rows.select_related("record", "source").prefetch_related("themes", "sectors")
    for row in rows:
        source = row.source
        yield Searchable(
            row=row.pk,
            partnership=row.partnership_id,
            title=row.record.title,
            place=row.record.reference,
            reference=row.record.reference,
            detail=source.title if source else row.origin,
            parts=(
                ("Wording", row.wording),
                ("Themes", ", ".join(theme_words(one.theme) for one in row.themes.all())),
                ("Made to", ", ".join(sector_words(one.sector) for one in row.sectors.all())),
            ),
            sealed=Record.Sensitivity.SEALED
            in (row.record.sensitivity, source.sensitivity if source else ""),
        )


def recommendation_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A recommendation's page."""
    return addresses.page("recommendation", partnership, place)
