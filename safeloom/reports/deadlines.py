"""When reports are due, read from the database."""

from datetime import date

from safeloom.reports.kinds import edition_of
from safeloom.reports.models import Report
from safeloom.reports.rules import Due, due_days


def deadlines_of(reports: list[Report]) -> list[tuple[Report, list[Due]]]:
    """Each report with its deadlines, soonest first, in one query more."""
    partnerships = {report.record.partnership_id for report in reports}
    published = list(
        Report.objects.filter(
            record__partnership__in=partnerships, published__isnull=False
        ).values_list("record__partnership_id", "definition", "period_end", "published")
    )
    return [
        (
            report,
            due_days(
                edition_of(report),
                report.period_end,
                _before(report, published),
                report.published,
            ),
        )
        for report in reports
    ]


def _before(report: Report, published: list[tuple]) -> date | None:
    """The day the report before this one was published, of the same partnership and kind."""
    earlier = [
        (end, day)
        for partnership, definition, end, day in published
        if partnership == report.record.partnership_id
        and definition == report.definition
        and end < report.period_end
    ]
    return max(earlier)[1] if earlier else None
