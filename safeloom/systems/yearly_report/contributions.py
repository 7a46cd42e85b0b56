"""What the yearly report offers."""

from safeloom.kernel.registry import ReportKind

CONTRIBUTIONS = (
    ReportKind(
        "yearly-report", "safeloom.systems.yearly_report.definition.yearly_report", order=10
    ),
)
