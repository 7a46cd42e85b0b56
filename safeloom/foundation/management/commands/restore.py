"""`./run manage restore FILE`: a backup into an empty place, all of it or nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from safeloom.foundation.audit.chain import keep_verdict, verify
from safeloom.foundation.backup.restoring import restore
from safeloom.foundation.management.backing_up import ask_for_secret, failing_in_words, secret_of


class Command(BaseCommand):
    """Refused where there are rows already. From any database into any."""

    help = "Restore a backup into an empty database and folder: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which, and the secret."""
        parser.add_argument("file", metavar="FILE", type=Path)
        ask_for_secret(parser)

    def handle(self, *args, **options) -> None:
        """Restore, then verify the audit. Exit status 1 when nothing was restored, or the audit that was
        is not whole."""
        secret = secret_of(options)
        with failing_in_words():
            manifest = restore(options["file"], secret, self.stderr.write)
        verdict = verify()
        keep_verdict(verdict)
        self.stdout.write(
            f"Restored: {manifest.rows:,} rows, {len(manifest.files):,} files, each compared with the"
            f" archive; {verdict.proven:,} audit rows proven. Now ./run serve, and everybody signs in again."
        )
        for fault in verdict.faults:
            self.stdout.write(f"{fault.chain}, row {fault.position}: {fault.problem}.")
        if verdict.faults:
            raise SystemExit(1)
