"""`./run manage rebuild_search`: looks through all that may be found, and mends the index."""

from django.core.management.base import BaseCommand

from safeloom.foundation.search.keeping import rebuild, take_in


class Command(BaseCommand):
    """Exit status 0; how many entries were wrong is said."""

    help = (
        "Make the search index again from what it is a copy of, and say how much of it was wrong."
    )

    def handle(self, *args, **options) -> None:
        """Take in what waits, then look through everything."""
        while take_in():
            pass
        wrong = rebuild()
        self.stdout.write(f"{wrong:,} entries were missing, wrong or of nothing, and are mended.")
