"""`./run report KEY --out DIR`: writes the latest report of a partnership without the site."""

import csv
import io
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.figures import Outcome, check, from_rows
from safeloom.reports.building import build
from safeloom.reports.outputs import render
from safeloom.reports.queries import latest
from safeloom.reports.writing import write_all


class Command(BaseCommand):
    """Exit status 0 when all is written and right, 1 when a figure is wrong or nothing was written."""

    help = (
        "Write a partnership's latest report as report.html, report.pdf, report.docx, figures.csv and"
        " figures.json."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The partnership's key and the folder."""
        parser.add_argument("key", metavar="KEY", help="the partnership's key")
        parser.add_argument("--out", metavar="DIR", required=True, help="the folder to write into")
        parser.add_argument(
            "--site", metavar="URL", default="", help="the site that sources lead to"
        )

    def handle(self, *args, **options) -> None:
        """Build, write and check."""
        try:
            partnership = Partnership.objects.filter(key=options["key"]).first()
        except DatabaseError:
            raise CommandError(
                "There is no database yet: ./run demo or ./run manage start makes one."
            ) from None
        if partnership is None:
            raise CommandError(_no_partnership(options["key"]))
        report = latest(partnership)
        if report is None:
            raise CommandError(f"{partnership.name} has no report yet; open one first.")
        self.stderr.write(f"Building {report.record.title} of {partnership.name} …")
        outputs = render(build(report, site=options["site"]).document)
        folder = Path(options["out"])
        try:
            written = write_all(folder, outputs.files())
        except OSError as problem:
            raise CommandError(f"{folder} cannot be written: {problem.strerror}.") from None
        for path in written:
            self.stdout.write(str(path))
        self._tell(check_figures(outputs.figures_csv))

    def _tell(self, outcome: Outcome) -> None:
        wrong, unreadable = outcome.wrong, outcome.unreadable
        self.stdout.write(
            f"Figure check: {outcome.checked:,} worked out again, {len(wrong)} wrong,"
            f" {len(unreadable)} unreadable."
        )
        for each in wrong:
            self.stdout.write(f"  {each.id}: printed {each.printed}, worked out {each.worked_out}")
        for each in unreadable:
            self.stdout.write(f"  row {each.row}, {each.field}: {each.problem}")
        if wrong or unreadable:
            raise SystemExit(1)


def check_figures(content: bytes) -> Outcome:
    """What the figure check finds in a report's own figures.csv."""
    rows = list(csv.reader(io.StringIO(content.decode())))
    return check(from_rows(rows[0], enumerate(rows[1:], start=2)))


def _no_partnership(key: str) -> str:
    known = ", ".join(Partnership.objects.order_by("key").values_list("key", flat=True)[:20])
    return f"There is no partnership “{key}”. {f'There are: {known}.' if known else 'There is none yet.'}"
