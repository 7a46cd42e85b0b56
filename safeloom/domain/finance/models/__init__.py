"""The nouns of the partnership's money."""

from safeloom.domain.finance.models.budgets import Budget, BudgetLine, Income
from safeloom.domain.finance.models.contributions import (
    Agreement,
    AgreementLine,
    Contribution,
    FollowedPayer,
    Payer,
)
from safeloom.domain.finance.models.heads import Head
from safeloom.domain.finance.models.limits import Limit, LimitHead
from safeloom.domain.finance.models.receipts import CreditNote, Invoice, Receipt
from safeloom.domain.finance.models.reserves import Reserve, ReserveMovement
from safeloom.domain.finance.models.spending import Payment, Spend, SpendStep
from safeloom.domain.finance.models.years import FinancialYear

__all__ = [
    "Agreement",
    "AgreementLine",
    "Budget",
    "BudgetLine",
    "Contribution",
    "CreditNote",
    "FinancialYear",
    "FollowedPayer",
    "Head",
    "Income",
    "Invoice",
    "Limit",
    "LimitHead",
    "Payer",
    "Payment",
    "Receipt",
    "Reserve",
    "ReserveMovement",
    "Spend",
    "SpendStep",
]
