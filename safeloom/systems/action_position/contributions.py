"""What the tracker of actions offers to reports."""

from safeloom.kernel.registry import ReportBlock

CONTRIBUTIONS = (
    ReportBlock(
        "actions",
        "Actions",
        "safeloom.systems.action_position.report.actions",
        dated=True,
        words="Open, overdue and closed at the period’s ends, open over time, done in time by agency.",
    ),
)
