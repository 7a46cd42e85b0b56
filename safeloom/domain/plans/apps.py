"""Plans and risks as a Django app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans and risks."""

    name = "safeloom.domain.plans"
    label = "plans"
    verbose_name = "Plans and risks"
