"""What the search finds of activities: not what was said."""

from collections.abc import Iterator

from django.db.models import QuerySet

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable
from safeloom.systems.voice.addresses import at
from safeloom.systems.voice.models import VoiceActivity


def found(viewer: Viewer, partnership: Partnership) -> QuerySet[VoiceActivity]:
    """Of all times."""
    return viewer.rows("voice.see", VoiceActivity.objects.all(), partnership.pk)


def tell(rows: QuerySet[VoiceActivity]) -> Iterator[Searchable]:
    """By title, reference and the group."""
    for row in rows.select_related("record", "channel"):
        yield Searchable(
            row=row.pk,
            partnership=row.partnership_id,
            title=row.record.title,
            place=row.record.reference,
            reference=row.record.reference,
            detail=row.channel.title,
            parts=(),
            sealed=row.record.sensitivity == Record.Sensitivity.SEALED,
        )


def address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """An activity's page."""
    return at("activity", partnership, place)
