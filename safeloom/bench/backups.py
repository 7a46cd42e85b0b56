"""A backup of all there is, and the least it could cost: the same tables read and compressed bare."""

import zlib
from pathlib import Path

from django.conf import settings
from django.db import connection

from safeloom.foundation.backup.making import back_up
from safeloom.foundation.backup.tables import AT_ONCE, fields_of, kept

_SECRET = b"a secret for the bench alone"
_LEVEL = 3


def work() -> None:
    """Write one, and take it away."""
    target = Path(settings.VAR) / "bench.backup"
    target.unlink(missing_ok=True)
    made = back_up(target, _SECRET, lambda line: None)
    target.unlink()
    if not made.manifest.rows or made.manifest.missing:
        raise SystemExit("bench: the backup does not hold everything.")


def floor() -> None:
    """Read every row of the same tables, as tuples, and compress what they say."""
    packer, quoted = zlib.compressobj(_LEVEL), connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in kept():
            columns = ", ".join(quoted(field.column) for field in fields_of(model))
            cursor.execute(f"SELECT {columns} FROM {quoted(model._meta.db_table)}")  # noqa: S608
            while rows := cursor.fetchmany(AT_ONCE):
                packer.compress(repr(rows).encode())
    packer.flush()
