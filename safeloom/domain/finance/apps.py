"""Finance as a Django app."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Years, contributions, heads, budgets, income, spending and its approval, reserves."""

    name = "safeloom.domain.finance"
    label = "finance"
    verbose_name = "Money"
