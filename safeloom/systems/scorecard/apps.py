"""The scorecard as a Django app, for its templates."""

from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    """It has no tables of its own."""

    name = "safeloom.systems.scorecard"
    label = "scorecard"
    verbose_name = "Scorecard"
