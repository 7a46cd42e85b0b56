"""What the money offers to reports."""

from safeloom.kernel.registry import ReportBlock

CONTRIBUTIONS = (
    ReportBlock(
        "statement_of_account",
        "Statement of account",
        "safeloom.systems.statement_of_account.report.statement",
        words="What was in hand, income and expenditure by head against the budget, what is carried "
        "forward, and the reserves.",
    ),
    ReportBlock(
        "contributions",
        "Contributions",
        "safeloom.systems.statement_of_account.partners.contributions",
        words="What was agreed towards each head, with every share and share of a share.",
    ),
    ReportBlock(
        "cost_per_partner",
        "Cost per partner",
        "safeloom.systems.statement_of_account.partners.cost_per_partner",
        words="What each partner agreed and paid, its share, and the change on the year before.",
    ),
)
