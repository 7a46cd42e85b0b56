"""What the scorecard offers."""

from safeloom.kernel.registry import Navigation, ReportBlock

CONTRIBUTIONS = (
    Navigation("Performance", "scorecard:scorecard", "measure.see", order=60),
    ReportBlock(
        "scorecard", "Scorecard", "safeloom.systems.scorecard.report.scorecard", dated=True
    ),
    ReportBlock(
        "measure_chart",
        "Chart of one measure",
        "safeloom.systems.scorecard.report.measure_chart",
        choices="safeloom.systems.scorecard.report.measures_of",
        dated=True,
    ),
)
