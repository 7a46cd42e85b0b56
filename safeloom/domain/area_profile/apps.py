"""The area profile as a Django app."""

from django.apps import AppConfig


class AreaProfileConfig(AppConfig):
    """Populations, schools and deprivation of areas."""

    name = "safeloom.domain.area_profile"
    label = "area_profile"
    verbose_name = "Area profile"
