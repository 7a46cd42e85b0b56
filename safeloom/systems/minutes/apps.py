"""Minutes and packs as a Django app."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    """Minutes as they were approved, byte for byte."""

    name = "safeloom.systems.minutes"
    label = "minutes"
    verbose_name = "Minutes and packs"
