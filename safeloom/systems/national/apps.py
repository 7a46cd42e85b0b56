"""What arrives from national bodies as a Django app."""

from django.apps import AppConfig


class NationalConfig(AppConfig):
    """What arrived, how local practice compares, what the partnership answered."""

    name = "safeloom.systems.national"
    label = "national"
    verbose_name = "National reviews, guidance and consultations"
