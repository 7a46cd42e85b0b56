"""Compact and induction as a Django app."""

from django.apps import AppConfig


class CompactConfig(AppConfig):
    """Versions of the compact and their signatures; items of induction packs and who read them."""

    name = "safeloom.systems.compact"
    label = "compact"
    verbose_name = "Compact and induction"
