"""What is due, worked out from the cycle of each report and from what came."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from safeloom.systems.reports_received.cycle import Every, due_days, next_due
from safeloom.systems.reports_received.models import ExpectedReport, NotNeeded, ReceivedReport


def settled_of(report: ExpectedReport) -> set[date]:
    """The due days for which one came or was not needed. 2 queries."""
    return _settled(ExpectedReport.objects.filter(pk=report.pk))[report.pk]


def next_dues(rows: QuerySet[ExpectedReport]) -> dict[UUID, date | None]:
    """The first due day of each of these reports that is not settled. 3 queries."""
    settled = _settled(rows)
    return {
        key: next_due(first, Every(every), settled[key], last)
        for key, first, every, last in rows.order_by().values_list(
            "pk", "first_due", "every", "ended"
        )
    }


def next_due_of(report: ExpectedReport) -> date | None:
    """The first due day of a report that is not settled. 3 queries."""
    return next_dues(ExpectedReport.objects.filter(pk=report.pk))[report.pk]


@dataclass(frozen=True)
class Due:
    """A report that was due on a day and is not settled."""

    report: ExpectedReport
    day: date


def open_dues(rows: QuerySet[ExpectedReport], until: date) -> list[Due]:
    """All that is due up to a day and not settled, the first first. 3 queries."""
    settled = _settled(rows)
    found = [
        Due(report, day)
        for report in rows.select_related("record")
        for day in due_days(report.first_due, Every(report.every), _last(report, until))
        if day not in settled[report.pk]
    ]
    return sorted(found, key=lambda due: (due.day, due.report.record.title))


def _last(report: ExpectedReport, until: date) -> date:
    return min(until, report.ended) if report.ended else until


def _settled(rows: QuerySet[ExpectedReport]) -> dict[UUID, set[date]]:
    found: dict[UUID, set[date]] = defaultdict(set)
    keys = rows.order_by().values("pk")
    for model in (ReceivedReport, NotNeeded):
        for key, day in model._base_manager.filter(report__in=keys).values_list("report", "due"):
            found[key].add(day)
    return found
