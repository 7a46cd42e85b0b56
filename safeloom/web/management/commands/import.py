# ruff: noqa: N999 (the command is called import)
"""Bring a file in: `./run import KIND FILE --partnership KEY [--accept] [--json [FILE]]`."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import ImportKind, offered, resolve
from safeloom.web.uploads import Problem, RowsRefused, Unreadable

_STDOUT = "-"
_SHOWN = 50
PROBLEMS, UNREADABLE = 1, 2


class Command(BaseCommand):
    """Looks through the file and lists every problem; with --accept writes it if there is none."""

    help = "Look through a file, and write it with --accept if nothing is wrong with it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The kinds are those the parts of Safeloom offer."""
        kinds = {kind.key: kind for kind in offered(ImportKind)}
        parser.add_argument("kind", metavar="KIND", help=f"what it holds: {', '.join(kinds)}")
        parser.add_argument("file", metavar="FILE", type=Path, help="a .csv or .xlsx file")
        parser.add_argument("--partnership", metavar="KEY", required=True)
        parser.add_argument("--accept", action="store_true", help="write it if nothing is wrong")
        parser.add_argument("--json", metavar="FILE", nargs="?", const=_STDOUT)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code: 0 nothing wrong, 1 problems (nothing is written), 2 unreadable."""
        sys.exit(self._run(options))

    def _run(self, options: dict[str, Any]) -> int:
        kind = {each.key: each for each in offered(ImportKind)}.get(options["kind"])
        partnership = Partnership.objects.filter(key=options["partnership"]).first()
        if kind is None:
            known = ", ".join(each.key for each in offered(ImportKind))
            return self._stop(f"There is no kind “{options['kind']}”. The kinds are: {known}.")
        if partnership is None:
            return self._stop(f"There is no partnership “{options['partnership']}”.")
        self._say(f"Reading {options['file']}")
        try:
            preview = resolve(kind.reader)(partnership, options["file"])
        except Unreadable as problem:
            self._say(str(problem))
            whole = Problem(1, "file", str(options["file"]), str(problem), "")
            self._write(0, 0, [whole] if options["json"] else [], options["json"])
            return UNREADABLE
        self._say(f"{preview.read:,} rows read, {preview.ready:,} ready")
        if not self._tell(preview, options["json"]):
            return UNREADABLE
        if preview.problems:
            if options["accept"]:
                self._say("Nothing was written. Mend the problems and give the file again.")
            return PROBLEMS
        if options["accept"]:
            self._say("Writing")
            try:
                resolve(kind.accept)(partnership, preview)
            except RowsRefused as refused:
                # Somebody wrote to the same places between looking through and writing.
                self._say(f"Nothing was written: {refused}")
                return PROBLEMS
            self._say(f"{preview.ready:,} rows are in.")
        return 0

    def _tell(self, preview: Any, target: str | None) -> bool:
        """List the problems, as JSON where that is asked for; whether that could be done."""
        return self._write(preview.read, preview.ready, preview.problems, target)

    def _write(self, read: int, ready: int, problems: list[Any], target: str | None) -> bool:
        if target is None:
            for each in problems[:_SHOWN]:
                self.stdout.write(f"Row {each.row}, {each.field}: {each.problem} {each.mend}")
            if len(problems) > _SHOWN:
                self.stdout.write(f"and {len(problems) - _SHOWN:,} more; --json lists all.")
            return True
        fields = ("row", "field", "value", "problem", "mend")
        listed = [{name: getattr(each, name) for name in fields} for each in problems]
        found = {"read": read, "ready": ready, "problems": listed}
        written = json.dumps(found, ensure_ascii=False, indent=1)
        if target == _STDOUT:
            self.stdout.write(written)
            return True
        try:
            Path(target).write_text(written + "\n", encoding="utf-8")
        except OSError as problem:
            self._stop(f"{target} cannot be written: {problem.strerror}.")
            return False
        return True

    def _stop(self, words: str) -> int:
        self._say(words)
        return UNREADABLE

    def _say(self, words: str) -> None:
        self.stderr.write(words)
