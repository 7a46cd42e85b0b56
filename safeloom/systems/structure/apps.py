"""The structure page as a Django app, for its templates."""

from django.apps import AppConfig


class StructureConfig(AppConfig):
    """It has no tables of its own."""

    name = "safeloom.systems.structure"
    label = "structure"
    verbose_name = "Structure"
