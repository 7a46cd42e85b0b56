"""The web kit as a Django app, for its templates, tags and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "safeloom.web"
    label = "web"
    verbose_name = "Web kit"
