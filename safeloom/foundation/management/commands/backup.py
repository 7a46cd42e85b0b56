"""`./run manage backup FILE`: everything in one sealed file, while the server runs."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from safeloom.foundation.backup.making import back_up
from safeloom.foundation.management.backing_up import (
    ask_for_secret,
    failing_in_words,
    secret_of,
    size_in_words,
)


class Command(BaseCommand):
    """Database, files, audit heads and keys. The file has its name only once it is whole."""

    help = "Write everything into one encrypted file: database, files, audit heads, keys."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and the secret."""
        parser.add_argument(
            "file", metavar="FILE", type=Path, help="or a folder: it is then named by the moment"
        )
        ask_for_secret(parser)

    def handle(self, *args, **options) -> None:
        """Write it, and say what is in it. Exit status 1 when nothing was written."""
        secret = secret_of(options, again=True)
        with failing_in_words():
            made = back_up(options["file"], secret, self.stderr.write)
        for place in made.manifest.missing:
            self.stderr.write(f"Not in the store, so not in the backup: {place}")
        self.stdout.write(
            f"{made.path}: {size_in_words(made.size)}, {made.manifest.rows:,} rows,"
            f" {len(made.manifest.files):,} files."
        )
