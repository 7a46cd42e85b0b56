"""Management commands in processes of their own, on the tests' database or another."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from tests.architecture.tree import ROOT


def url_of_tests() -> str:
    """The tests' database."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    return _url(database["NAME"])


def process_of(
    var: Path, *arguments: str, database: str = "", **environment: str
) -> subprocess.Popen[str]:
    """A management command, begun."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    ours = {
        "PYTHONPATH": str(ROOT),
        "SAFELOOM_VAR": str(var),
        "DATABASE_URL": database or url_of_tests(),
    }
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "safeloom.config.manage", *arguments],
        env={**kept, **ours, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def manage(var: Path, *arguments: str, database: str = "", **environment: str) -> tuple[int, str]:
    """A management command, done: its exit status and all it said."""
    process = process_of(var, *arguments, database=database, **environment)
    out, errors = process.communicate(timeout=300)
    return process.returncode, out + errors


@contextmanager
def empty_database(folder: Path, name: str) -> Iterator[str]:
    """An empty database of its own, of the kind that is tested."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    import psycopg
    from psycopg import sql

    own = sql.Identifier(f"{connection.settings_dict['NAME']}_{name}")
    with psycopg.connect(_url("postgres"), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(own))
        server.execute(sql.SQL("CREATE DATABASE {}").format(own))
        try:
            yield _url(f"{connection.settings_dict['NAME']}_{name}")
        finally:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(own))


def _url(name: str) -> str:
    said = connection.settings_dict
    password = f":{quote(said['PASSWORD'])}" if said["PASSWORD"] else ""
    return f"postgres://{said['USER']}{password}@{said['HOST']}:{said['PORT'] or 5432}/{name}"
