"""The partnership's structure as a Django app."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """Areas, agencies, people, posts, groups and seats."""

    name = "safeloom.domain.partnership"
    label = "partnership"
    verbose_name = "Partnership"
