"""What results of campaigns offer to reports."""

from safeloom.kernel.registry import ReportBlock

CONTRIBUTIONS = (
    ReportBlock(
        "campaign-results",
        "Campaign results",
        "safeloom.systems.campaign_results.report.campaign_results",
        choices="safeloom.systems.campaign_results.report.choices",
        words="What a campaign came to: compliance by standard, who submitted, themes.",
    ),
)
