"""Which database a command is about, and what to say of one that cannot be used."""

import errno
import os
import re
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

VAR = Path(__file__).resolve().parent.parent.parent / "var"
# Commands about one partnership, and where its key stands.
_KEYS = {"report": 1, "export": 1, "import": None}
_NO_TABLE = re.compile(r"no such (table|column)|(relation|column) .* does not exist")


def database_of(arguments: Sequence[str]) -> dict[str, str]:
    """What to add to the environment so that `report`, `export` and `import` find a partnership that only the
    demonstration knows. Nothing where the environment names a database, or it is our own."""
    if (
        not arguments
        or arguments[0] not in _KEYS
        or {"DATABASE_URL", "SAFELOOM_VAR"} & set(os.environ)
    ):
        return {}
    key = _key(arguments)
    if not key or _knows(VAR, key) or not _knows(VAR / "demo", key):
        return {}
    sys.stderr.write(f"“{key}” is a partnership of the demonstration, in {VAR / 'demo'}.\n")
    return {"SAFELOOM_VAR": str(VAR / "demo")}


def why_not(problem: BaseException) -> str:
    """One line for a disk or a database that cannot be used; empty for anything else."""
    from django.db.utils import OperationalError, ProgrammingError

    said = str(problem)
    if getattr(problem, "errno", 0) == errno.ENOSPC or "disk is full" in said:
        return "run: the disk is full: make room and run this again."
    if isinstance(problem, OperationalError | ProgrammingError) and _NO_TABLE.search(said):
        return (
            "run: the database has not all of its tables: ./run manage start begins a first partnership,"
            " ./run manage migrate brings an older database up to the code."
        )
    if isinstance(problem, OperationalError):
        return f"run: the database cannot be used: {said.splitlines()[0]}"
    return ""


def _key(arguments: Sequence[str]) -> str:
    place = _KEYS[arguments[0]]
    rest = list(arguments)
    if place is None:
        for at, word in enumerate(rest):
            if word.startswith("--partnership="):
                return word.partition("=")[2]
            if word == "--partnership":
                return next(iter(rest[at + 1 : at + 2]), "")
        return ""
    words = [
        word
        for at, word in enumerate(rest)
        if not word.startswith("-") and rest[at - 1] not in ("--out", "--site")
    ]
    return words[place] if len(words) > place else ""


def _knows(folder: Path, key: str) -> bool:
    """Whether the SQLite database of a folder holds a partnership of this key."""
    file = folder / "safeloom.sqlite3"
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            found = database.execute("SELECT 1 FROM foundation_partnership WHERE key = ?", [key])
            return found.fetchone() is not None
    except sqlite3.Error:
        return False
