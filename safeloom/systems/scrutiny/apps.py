"""Scrutiny as a Django app."""

from django.apps import AppConfig


class ScrutinyConfig(AppConfig):
    """Frameworks of success factors, exercises, evidence, judgements, reports."""

    name = "safeloom.systems.scrutiny"
    label = "scrutiny"
    verbose_name = "Scrutiny"
