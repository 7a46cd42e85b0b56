"""The Section 11 audit as a Django app."""

from django.apps import AppConfig


class Section11Config(AppConfig):
    """Screening, visits, feedback letters and equivalent returns of the Section 11 audit."""

    name = "safeloom.systems.section_11"
    label = "section_11"
    verbose_name = "Section 11 audit"
