"""The app."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Measures and their returns."""

    name = "safeloom.domain.indicators"
    label = "indicators"
