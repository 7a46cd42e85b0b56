"""The data of a size: made once, kept, made anew when what writes them has changed."""

import hashlib
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from safeloom.bench.sizes import ROOT, Size
from safeloom.foundation.today import today
from safeloom.kernel.periods import Frequency, period_containing

# What writes the data.
MADE_BY = (
    "safeloom/**/migrations/*.py",
    "safeloom/**/models.py",
    "safeloom/**/models/*.py",
    "safeloom/**/commands.py",
    "safeloom/**/commands/*.py",
    "safeloom/**/content/**/*",
    "safeloom/demonstration/**/*",
    "safeloom/**/demonstration.py",
    "safeloom/config/bench_data.py",
    "safeloom/bench/tracker.py",
)


class NotMade(Exception):
    """The data could not be made; what was wrong has been said."""


def need(size: Size, say) -> None:
    """Make the data of a size unless they are there as they would be made now. Raises NotMade."""
    stamp = size.folder / "stamp"
    now = stamp_of(size)
    if stamp.exists() and stamp.read_text() == now and _is_there(size):
        return
    anew = stamp.exists()
    say(f"Making the data of {size.key} {'anew' if anew else 'once'} in {size.folder}:")
    shutil.rmtree(size.folder, ignore_errors=True)
    size.folder.mkdir(parents=True)
    if size.on_postgresql:
        _empty_database(size)
    making = [sys.executable, "-P", "-m", "safeloom.config.bench_data", size.county]
    made = subprocess.run(  # noqa: S603 - this very program
        [*making, *map(str, size.numbers)], env=size.environment(), stdout=sys.stderr
    )
    if made.returncode:
        raise NotMade
    stamp.write_text(now)


def stamp_of(size: Size) -> str:
    """What the data of a size follow from: size, numbers, quarter of the year, the code that writes."""
    quarter = period_containing(today(), Frequency.QUARTER)
    said = f"{size.key} {size.county} {size.numbers} {quarter.start}\n"
    digest = hashlib.sha256(said.encode())
    for path in sorted({path for pattern in MADE_BY for path in ROOT.glob(pattern)}):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _is_there(size: Size) -> bool:
    if not size.on_postgresql:
        return (size.folder / "safeloom.sqlite3").exists()
    with maintenance(size) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [database_name(size)]
        )
        return found.fetchone() is not None


def _empty_database(size: Size) -> None:
    name = sql.Identifier(database_name(size))
    with maintenance(size) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))


def database_name(size: Size) -> str:
    """The name of a size's database on PostgreSQL."""
    return urlsplit(size.database_url).path.lstrip("/")


def maintenance(size: Size) -> psycopg.Connection:
    """A connection to the server of a size's database, by which databases are made and dropped."""
    url = urlsplit(size.database_url)._replace(path="/postgres", scheme="postgresql")
    return psycopg.connect(url.geturl(), autocommit=True)
