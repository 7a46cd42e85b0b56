"""A copy of a size's data for work that many processes write to: what they wrote cannot be undone by one
transaction, so the copy is thrown away."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from psycopg import sql

from safeloom.bench.data import database_name, maintenance
from safeloom.bench.sizes import Size


@contextmanager
def copied(size: Size) -> Iterator[Size]:
    """The size with all its data once more, until the end of the block."""
    copy = replace(size, key=f"{size.key}-copy")
    _drop(copy)
    shutil.copytree(size.folder, copy.folder)
    if size.on_postgresql:
        with maintenance(size) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(database_name(copy)), sql.Identifier(database_name(size))
                )
            )
    try:
        yield copy
    finally:
        _drop(copy)


def _drop(copy: Size) -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(copy.folder)
    if copy.on_postgresql:
        with maintenance(copy) as connection:
            name = sql.Identifier(database_name(copy))
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
