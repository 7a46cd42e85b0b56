"""What recommendations offer to reports."""

from safeloom.kernel.registry import ReportBlock

CONTRIBUTIONS = (
    ReportBlock(
        "recommendations",
        "Recommendations",
        "safeloom.systems.recommendation_register.report.recommendations",
        dated=True,
        words="Each recommendation made, decided or open in the period: decision, actions, embedding.",
    ),
)
