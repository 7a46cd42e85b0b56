"""What attendance offers to reports."""

from safeloom.kernel.registry import ReportBlock

CONTRIBUTIONS = (
    ReportBlock(
        "attendance",
        "Attendance",
        "safeloom.systems.attendance.report.attendance",
        choices="safeloom.systems.attendance.report.choices",
        several=True,
        dated=True,
        words="Invited, attended and percentage by agency, and pooled, against the target.",
    ),
)
