"""Which records a changed policy followed from, and which show what it did."""

from safeloom.foundation.records.models import Record
from safeloom.systems.policy_impact.models import ImpactEvidence, PolicyImpact


def followed_from(record: Record) -> list[tuple[Record, Record]]:
    """A presentation and the recommendation, review or audit its policy followed from, for either of the
    two. One query, two for a presentation."""
    rows = PolicyImpact.objects.filter(because__isnull=False).select_related("record", "because")
    found = list(rows.filter(because=record).order_by("record__reference"))
    if record.kind == "policy-impact":
        found += rows.filter(record=record)
    return [(one.record, one.because) for one in found if one.because]


def shown_by(record: Record) -> list[tuple[Record, Record]]:
    """A presentation and a measure, audit or survey that shows what its policy did, for either of the two,
    each once; not what was taken out. One query, two for a presentation."""
    rows = ImpactEvidence.objects.filter(removed__isnull=True, source__isnull=False)
    rows = rows.select_related("impact__record", "source").order_by("impact__record__reference")
    found = list(rows.filter(source=record))
    if record.kind == "policy-impact":
        found += rows.filter(impact=record.pk)
    return list({(one.impact.record, one.source): None for one in found if one.source})
