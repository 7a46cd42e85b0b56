"""`./run manage tick`: what is due, done once."""

import traceback

from django.core.management.base import BaseCommand

from safeloom.kernel.registry import TickJob, offered, resolve


class Command(BaseCommand):
    """Run it every minute by cron or systemd; `serve` and `demo` run it themselves."""

    help = "Do what is due: seal the audit, write its head outside the database once a day."

    def handle(self, *args, **options) -> None:
        """Run every job; one that fails does not keep the next from running."""
        failed = False
        for job in offered(TickJob):
            try:
                line = resolve(job.task)()
            except Exception:
                failed = True
                self.stderr.write(f"{job.key} failed:\n{traceback.format_exc()}")
                continue
            if line:
                self.stderr.write(line)
        if failed:
            raise SystemExit(1)
