"""The schools' return as a Django app, for its templates."""

from django.apps import AppConfig


class SchoolReturnConfig(AppConfig):
    """It has no tables of its own."""

    name = "safeloom.systems.school_return"
    label = "school_return"
    verbose_name = "Schools’ safeguarding return"
