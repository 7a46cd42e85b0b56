"""A database that was brought up to the migrations once, copied for each run on SQLite.

Bringing an empty one up takes ten seconds and more, and every worker would do it again. The copy is known
by what all migrations say, so a change of any makes a new one; nothing else is kept between runs.
"""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "tests"


def bring(to: Path) -> bool:
    """Put the kept database at `to`; False where there is none of these migrations."""
    kept = _kept()
    if not kept.exists():
        return False
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, to)
    return True


def keep(database: Path) -> None:
    """Keep a database that was just brought up, in place of those of other migrations."""
    kept = _kept()
    KEPT.mkdir(parents=True, exist_ok=True)
    new = KEPT / f"{os.getpid()}.new"
    # As SQLite copies it: what stands in the write-ahead log is part of it.
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(new)) as copy:
        source.backup(copy)
    new.replace(kept)
    for other in KEPT.glob("migrated-*.sqlite3"):
        if other != kept:
            other.unlink(missing_ok=True)


def _kept() -> Path:
    said = hashlib.sha256(django.get_version().encode())
    said.update((ROOT / "requirements-dev.txt").read_bytes())
    for migration in sorted((ROOT / "safeloom").glob("**/migrations/*.py")):
        said.update(migration.relative_to(ROOT).as_posix().encode() + migration.read_bytes())
    return KEPT / f"migrated-{said.hexdigest()[:16]}.sqlite3"
