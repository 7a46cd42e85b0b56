# ruff: noqa: N999 (the command is called import)
"""Bring a file in: `./run import KIND FILE --partnership KEY` (--accept, --skip-problems, --json)."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser

from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.commands import Stale
from safeloom.web.imports import engine
from safeloom.web.imports.accepting import accept
from safeloom.web.imports.looking import Preview
from safeloom.web.uploads import Problem, RowsRefused, Unreadable

_STDOUT = "-"
_SHOWN = 50
PROBLEMS, UNREADABLE = 1, 2


class Command(BaseCommand):
    """Looks through the file and lists every problem; with --accept writes it if there is none, or with
    --skip-problems what has none."""

    help = "Look through a file, and write it with --accept if nothing is wrong with it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The kinds are those the parts of Safeloom offer."""
        kinds = ", ".join(engine.kinds())
        parser.add_argument("kind", metavar="KIND", help=f"what it holds: {kinds}")
        parser.add_argument("file", metavar="FILE", type=Path, help="a .csv or .xlsx file")
        parser.add_argument("--partnership", metavar="KEY", required=True)
        parser.add_argument("--accept", action="store_true", help="write it if nothing is wrong")
        parser.add_argument(
            "--skip-problems",
            action="store_true",
            help="with --accept: leave out rows with problems",
        )
        parser.add_argument("--json", metavar="FILE", nargs="?", const=_STDOUT)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code: 0 nothing wrong, 1 problems, 2 unreadable or empty."""
        sys.exit(self._run(options))

    def _run(self, options: dict[str, Any]) -> int:
        kinds = engine.kinds()
        kind = kinds.get(options["kind"])
        partnership = Partnership.objects.filter(key=options["partnership"]).first()
        if kind is None:
            known = ", ".join(kinds)
            return self._stop(
                f"There is no kind “{options['kind']}”. The kinds are: {known}.", options
            )
        if partnership is None:
            return self._stop(f"There is no partnership “{options['partnership']}”.", options)
        self._say(f"Reading {options['file']}")
        try:
            path = options["file"]
            data = engine.bytes_of(path)
            preview = engine.preview(kind, partnership, data, name=path.name)
        except Unreadable as problem:
            return self._stop(str(problem), options)
        self._say(f"{preview.read:,} rows read, {preview.ready:,} ready")
        if not self._tell(preview, options["json"]):
            return UNREADABLE
        code = PROBLEMS if preview.problems else 0
        if not options["accept"]:
            return code
        if preview.problems and not options["skip_problems"]:
            self._say("Nothing was written. Mend the problems and give the file again.")
            return code
        return self._accept(preview) or code

    def _accept(self, preview: Preview) -> int:
        self._say("Writing")
        try:
            accept(preview=preview, by=None)
        except (RowsRefused, ValidationError, Stale) as refused:
            # Somebody wrote to the same places between looking through and writing.
            words = "; ".join(getattr(refused, "messages", [str(refused) or "it has changed"]))
            self._say(f"Nothing was written: {words}")
            return PROBLEMS
        self._say(f"{preview.ready:,} rows are in.")
        return 0

    def _tell(self, preview: Preview, target: str | None) -> bool:
        """List problems and notes, as JSON where that is asked for; whether that could be done."""
        return self._write(preview.read, preview.ready, preview.problems, preview.notes, target)

    def _write(
        self,
        read: int,
        ready: int,
        problems: Sequence[Problem],
        notes: Sequence[Problem],
        target: str | None,
    ) -> bool:
        if target is None:
            self._list(problems, "")
            self._list(notes, "Note: ")
            return True
        found = {
            "read": read,
            "ready": ready,
            "problems": [_told(each) for each in problems],
            "notes": [_told(each) for each in notes],
        }
        written = json.dumps(found, ensure_ascii=False, indent=1)
        if target == _STDOUT:
            self.stdout.write(written)
            return True
        try:
            Path(target).write_text(written + "\n", encoding="utf-8")
        except OSError as problem:
            self._say(f"{target} cannot be written: {problem.strerror}.")
            return False
        return True

    def _list(self, listed: Sequence[Problem], before: str) -> None:
        for each in listed[:_SHOWN]:
            self.stdout.write(f"{before}Row {each.row}, {each.field}: {each.problem} {each.mend}")
        if len(listed) > _SHOWN:
            self.stdout.write(f"and {len(listed) - _SHOWN:,} more; --json lists all.")

    def _stop(self, words: str, options: dict[str, Any]) -> int:
        """Say why nothing could be read, in JSON as well where that is asked for."""
        self._say(words)
        said, _, mend = words.partition(". ")
        whole = Problem(1, "file", str(options["file"]), f"{said.rstrip('.')}.", mend)
        if options["json"]:
            self._write(0, 0, [whole], [], options["json"])
        return UNREADABLE

    def _say(self, words: str) -> None:
        self.stderr.write(words)


def _told(each: Problem) -> dict[str, Any]:
    return {name: getattr(each, name) for name in ("row", "field", "value", "problem", "mend")}
