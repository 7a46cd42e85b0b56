"""What the area comparison offers."""

from safeloom.kernel.registry import ReportBlock

CONTRIBUTIONS = (
    ReportBlock(
        "area_comparison",
        "Area comparison",
        "safeloom.systems.area_comparison.report.comparison",
        dated=True,
    ),
)
