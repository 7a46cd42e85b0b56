"""Stewardship as a Django app, for its templates."""

from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    """Accounts, roles and the audit of a partnership."""

    name = "safeloom.stewardship"
    label = "stewardship"
    verbose_name = "Stewardship"
