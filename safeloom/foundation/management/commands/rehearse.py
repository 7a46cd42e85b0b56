"""`./run manage rehearse FILE`: opens a backup, proves all of it, and writes nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from safeloom.foundation.backup.restoring import rehearse
from safeloom.foundation.management.backing_up import ask_for_secret, failing_in_words, secret_of


class Command(BaseCommand):
    """Shows that the file is whole, and that the secret opens it."""

    help = "Open a backup and prove that all of it is there; write nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which, and the secret."""
        parser.add_argument("file", metavar="FILE", type=Path)
        ask_for_secret(parser)

    def handle(self, *args, **options) -> None:
        """Say what is in it. Exit status 1 when it is not whole."""
        secret = secret_of(options)
        with failing_in_words():
            header, manifest = rehearse(options["file"], secret)
        for table, told in sorted(manifest.tables.items()):
            self.stdout.write(f"{table}: {told['rows']:,} rows, {told['sum'][:16]}")
        for place in manifest.missing:
            self.stdout.write(f"Not in the store when the backup was made: {place}")
        self.stdout.write(
            f"Whole. Made {header['made'][:16]} (UTC) on {header['database']}: {manifest.rows:,} rows,"
            f" {len(manifest.files):,} files."
        )
