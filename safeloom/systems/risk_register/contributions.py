"""What the risk register offers."""

from safeloom.kernel.registry import ReportBlock

CONTRIBUTIONS = (
    ReportBlock(
        "risks",
        "Risk register",
        "safeloom.systems.risk_register.report.risks",
        dated=True,
        words="The risks on the last day: how high, which way they moved, who owns them.",
    ),
)
