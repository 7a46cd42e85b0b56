"""Which records risks were begun from."""

from safeloom.domain.plans.models import Risk
from safeloom.foundation.records.models import Record


def pairs(record: Record) -> list[tuple[Record, Record]]:
    """The risks that were begun from a record, and what a risk was begun from: each as the source and the
    risk. One query, two for a risk."""
    rows = Risk.objects.filter(source=record).select_related("record")
    found = [(record, risk.record) for risk in rows.order_by("record__reference")]
    if record.kind == "risk":
        own = Risk.objects.filter(record=record, source__isnull=False).select_related("source")
        found += [(risk.source, record) for risk in own if risk.source]
    return found
