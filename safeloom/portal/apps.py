"""The portal as a Django app, for its templates."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Sign-in, one's own account, home and navigation."""

    name = "safeloom.portal"
    label = "portal"
    verbose_name = "Portal"
