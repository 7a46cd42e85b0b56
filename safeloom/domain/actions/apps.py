"""Actions as a Django app."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """Actions, who owns them, when they are due, what was said of them and who closed them."""

    name = "safeloom.domain.actions"
    label = "actions"
    verbose_name = "Actions"
