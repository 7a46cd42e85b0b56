"""One Django app for all that stands beneath the domain."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FoundationConfig(AppConfig):
    """Applets, lower to upper: encryption to access, then strangers, backup and leaving."""

    name = "safeloom.foundation"
    label = "foundation"
    verbose_name = "Foundation"

    def ready(self) -> None:
        """The one signal there is: what the search watches is seen to after every `migrate`."""
        from safeloom.foundation.search.watching import watch_again

        post_migrate.connect(watch_again, sender=self, dispatch_uid="safeloom-search")
