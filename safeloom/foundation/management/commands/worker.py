"""`./run manage worker`: sends the mail that is due."""

import signal

from django.conf import settings
from django.core.management.base import BaseCommand

from safeloom.foundation.notices import worker


class Command(BaseCommand):
    """Run one or several for as long as the site runs, or `--once` every minute by cron; `serve` and
    `demo` run one themselves."""

    help = "Send the mail that is due, until stopped."

    def add_arguments(self, parser) -> None:
        """`--once`."""
        parser.add_argument("--once", action="store_true", help="send what is due now, then end")

    def handle(self, *args, once: bool, **options) -> None:
        """Send; a signal to end lets the mail in hand be finished first."""
        if not settings.EMAIL_HOST:
            self.stderr.write("No mail server is set (SAFELOOM_MAIL_HOST): mail waits.")
        stopped = []
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stopped.append(True))
        if not once:
            worker.run(lambda: bool(stopped), self.stderr.write)
        else:
            if line := worker.told(worker.drain(lambda: bool(stopped))):
                self.stderr.write(line)
            worker.do_jobs(lambda: bool(stopped), self.stderr.write)
