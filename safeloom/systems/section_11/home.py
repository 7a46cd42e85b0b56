"""What the Section 11 audit brings home."""

from typing import Any

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import HomeLine
from safeloom.systems.section_11.addresses import of_visit
from safeloom.systems.section_11.queries import responses as queries


def visits(viewer: Viewer, here: Partnership, since: Any) -> list[HomeLine]:
    """Visits of the unit that come, and those past their day of which nothing is written down. 1 query."""
    rows = queries.visits(viewer, here, "response.moderate").filter(held__isnull=True)
    return [
        HomeLine(
            words=visit.record.title,
            url=of_visit(here, visit),
            due=visit.day,
            late=visit.day < viewer.day,
            detail="Write down what was seen" if visit.day < viewer.day else "",
        )
        for visit in rows.order_by("day", "record__reference")[:20]
    ]
