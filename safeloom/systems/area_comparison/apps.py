"""The area comparison as a Django app, for its templates."""

from django.apps import AppConfig


class AreaComparisonConfig(AppConfig):
    """It has no tables of its own."""

    name = "safeloom.systems.area_comparison"
    label = "area_comparison"
    verbose_name = "Area comparison"
