"""What the area profile offers to reports."""

from safeloom.kernel.registry import ReportBlock

CONTRIBUTIONS = (
    ReportBlock(
        "area-profile",
        "Area profile",
        "safeloom.systems.area_profile.report.area_profile",
        words="Populations by area and age, schools by phase and deprivation, with their sources.",
    ),
)
