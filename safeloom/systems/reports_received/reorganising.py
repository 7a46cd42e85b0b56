"""Of whom reports are expected, when agencies become others."""

from safeloom.domain.partnership.commands.reorganising.moves import Line, Moves
from safeloom.domain.partnership.commands.reorganising.passing import pass_on
from safeloom.domain.partnership.models import Agency
from safeloom.systems.reports_received.models import ExpectedFrom, FollowedExpectedFrom


def follow(moves: Moves) -> list[Line]:
    """One of what an agency becomes sends its reports; for another, one more is expected by hand."""
    rows = ExpectedFrom.objects.select_related("agency__principal", "report__record")
    return pass_on(
        moves,
        rows.order_by("report__record__reference", "pk"),
        FollowedExpectedFrom,
        key="expected-report",
        words=_words,
        about=_report,
        begin=_source,
    )


def _words(row: ExpectedFrom) -> str:
    return f"{row.report.record.reference} {row.report.title}, expected of {row.agency.name}"


def _report(row: ExpectedFrom):
    return row.report_id


def _source(row: ExpectedFrom, agency: Agency) -> ExpectedFrom:
    return ExpectedFrom(report_id=row.report_id, agency=agency)
