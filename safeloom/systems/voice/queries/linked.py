"""Which records what was said led to."""

from safeloom.foundation.records.models import Record
from safeloom.systems.voice.models import VoiceLed


def pairs(record: Record) -> list[tuple[Record, Record]]:
    """The activity at which something was said, and the record that followed from it: for either of the two,
    each once. One query, two for an activity."""
    rows = VoiceLed.objects.select_related("point__activity__record", "record")
    found = list(rows.filter(record=record))
    if record.kind == "voice-activity":
        found += rows.filter(point__activity=record.pk)
    return list({(one.point.activity.record, one.record): None for one in found})
