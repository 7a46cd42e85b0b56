"""One Django app for all that stands beneath the domain."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Applets, lower to upper: encryption, identity, records, audit, access."""

    name = "safeloom.foundation"
    label = "foundation"
    verbose_name = "Foundation"
