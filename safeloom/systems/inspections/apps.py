"""Inspections as a Django app."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Inspections, what was judged, and where the partnership stands with each."""

    name = "safeloom.systems.inspections"
    label = "inspections"
    verbose_name = "Inspections"
