"""The Django app of the report engine."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports of every kind; the kinds themselves are systems."""

    name = "safeloom.reports"
    label = "reports"
    verbose_name = "Reports"
