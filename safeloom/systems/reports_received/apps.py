"""Reports received as a Django app."""

from django.apps import AppConfig


class ReportsReceivedConfig(AppConfig):
    """Which reports the board expects, which came, and what assurance they gave."""

    name = "safeloom.systems.reports_received"
    label = "reports_received"
    verbose_name = "Reports received"
