"""The figure check as a Django app, for its page."""

from django.apps import AppConfig


class FigureCheckConfig(AppConfig):
    """It has no tables: no file that is checked is kept."""

    name = "safeloom.systems.figure_check"
    label = "figure_check"
    verbose_name = "Figure check"
