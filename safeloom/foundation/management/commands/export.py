"""`./run manage export KEY DIR`: everything of a partnership, to take elsewhere."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.leaving.writing import CannotExport, export
from safeloom.foundation.management.backing_up import failing_in_words


class Command(BaseCommand):
    """Every table as CSV with its data dictionary, and the files; nothing of other partnerships."""

    help = (
        "Write every table of a partnership as CSV, its data dictionary and its files to a folder."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, where to, and whether what is encrypted is written in plain text."""
        parser.add_argument("key", metavar="KEY", help="the partnership's key")
        parser.add_argument("folder", metavar="DIR", type=Path, help="not there yet, or empty")
        parser.add_argument(
            "--with-private",
            action="store_true",
            help="private telephone numbers and addresses too, in plain text",
        )

    def handle(self, *args, **options) -> None:
        """Write it, and say what is in it. Exit status 1 when nothing was written."""
        partnership = Partnership.objects.filter(key=options["key"]).first()
        if partnership is None:
            raise CommandError(f"There is no partnership “{options['key']}”.")
        with_private = options["with_private"]
        try:
            with failing_in_words():
                done = export(
                    partnership,
                    options["folder"],
                    with_private=with_private,
                    say=self._detail(options),
                )
        except CannotExport as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"{options['folder']}: {sum(done.rows.values()):,} rows of {len(done.rows)} tables,"
            f" {done.files:,} files. README.txt says how to read them."
        )
        if not with_private:
            self.stdout.write(
                "Private telephone numbers and addresses were left out: --with-private writes them."
            )
        if done.held:
            self.stdout.write(
                f"Files that may not leave, or whose bytes are gone: {len(done.held):,}."
            )
        if done.unreadable:
            self.stdout.write(f"Cells that cannot be opened: {done.unreadable:,}.")

    def _detail(self, options: dict):
        return self.stderr.write if options["verbosity"] > 1 else lambda line: None
