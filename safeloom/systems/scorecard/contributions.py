"""What the scorecard offers."""

from safeloom.kernel.registry import Navigation, ReportBlock

CONTRIBUTIONS = (
    Navigation("Performance", "scorecard:scorecard", "measure.see", order=60),
    ReportBlock(
        "scorecard",
        "Scorecard",
        "safeloom.systems.scorecard.report.scorecard",
        choices="safeloom.systems.scorecard.tables.all_measures",
        several=True,
        dated=True,
        words="Measures against the year before and the target, a table a theme.",
    ),
    ReportBlock(
        "measure_chart",
        "Chart of one measure",
        "safeloom.systems.scorecard.report.measure_chart",
        choices="safeloom.systems.scorecard.tables.all_measures",
        dated=True,
        words="One measure through time, with its table.",
    ),
    ReportBlock(
        "measures_table",
        "Table of measures",
        "safeloom.systems.scorecard.tables.measures_table",
        choices="safeloom.systems.scorecard.tables.all_measures",
        several=True,
        dated=True,
        words="A row for each measure: its quarters across, or one number over the days.",
    ),
    ReportBlock(
        "places_table",
        "Table by area or agency",
        "safeloom.systems.scorecard.tables.places_table",
        choices="safeloom.systems.scorecard.tables.measures_by_place",
        several=True,
        dated=True,
        words="A row for each area or agency, with its share where one measure is added up.",
    ),
)
