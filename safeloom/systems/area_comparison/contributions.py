"""What the area comparison offers."""

from safeloom.kernel.registry import ReportBlock

CONTRIBUTIONS = (
    ReportBlock(
        "area_comparison",
        "Area comparison",
        "safeloom.systems.area_comparison.report.comparison",
        choices="safeloom.systems.area_comparison.report.measures_of",
        several=True,
        dated=True,
        words="Each area at the first and the last day, the change and its direction, a table a theme.",
    ),
)
