"""Policy impact as a Django app."""

from django.apps import AppConfig


class PolicyImpactConfig(AppConfig):
    """Who presents what a changed policy did, when, and how far that assures the board."""

    name = "safeloom.systems.policy_impact"
    label = "policy_impact"
    verbose_name = "Policy impact"
