"""What case audits bring home: for the unit, challenge days to come; for an agency, cases opened to it."""

from datetime import datetime

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import HomeLine
from safeloom.systems.case_audit.addresses import of_audit
from safeloom.systems.case_audit.content import day_words
from safeloom.systems.case_audit.queries.audits import audits


def mine(viewer: Viewer, here: Partnership, since: datetime) -> list[HomeLine]:
    """Audits that go on and have a day on which grades are settled. 1 query."""
    if not viewer.may("case-audit.see", here.pk):
        return []
    rows = audits(viewer, here).filter(finished__isnull=True, day__isnull=False)
    return [
        HomeLine(
            f"{row.record.title}: {day_words(row.kind)}",
            of_audit(here, row),
            due=row.day,
            late=row.opened is None and row.day < viewer.day,
            detail="Opened: settle grades" if row.opened else "",
        )
        for row in rows.order_by("day", "record__reference")[:10]
    ]
