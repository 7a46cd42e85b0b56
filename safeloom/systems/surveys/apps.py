"""Surveys as a Django app."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Surveys that stand open, what came so far, and what changed from before to after."""

    name = "safeloom.systems.surveys"
    label = "surveys"
    verbose_name = "Surveys"
