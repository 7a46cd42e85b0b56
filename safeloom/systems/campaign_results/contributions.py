"""What results of campaigns offer to reports, and to who answers."""

from safeloom.domain.questionnaires.offering import CertificateFile
from safeloom.kernel.registry import ReportBlock

CONTRIBUTIONS = (
    CertificateFile("safeloom.systems.campaign_results.certificate.pdf_of"),
    ReportBlock(
        "campaign-results",
        "Campaign results",
        "safeloom.systems.campaign_results.report.campaign_results",
        choices="safeloom.systems.campaign_results.report.choices",
        words="What a campaign came to: compliance by standard, who submitted, themes.",
    ),
)
