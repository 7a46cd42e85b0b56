"""Which tables a backup holds, and their rows as lines that are the same on every database."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.utils.duration import duration_string

from safeloom.foundation.encryption.fields import EncryptedTextField, Sealed

AT_ONCE = 2000
_AS_IS = frozenset({str, int, bool, type(None)})
_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
# Tables of other packages that are left out. A model of ours says it by `PASSING` and why.
PASSING = {
    "contenttypes.ContentType": "made by the migrations",
    "auth.Permission": "made by the migrations, and not used",
}


def why_left_out(model: type[models.Model]) -> str:
    """Why the rows of a model are in no backup; empty where they are in it."""
    return PASSING.get(model._meta.label, "") or vars(model).get("PASSING", "")


def kept() -> list[type[models.Model]]:
    """The models whose rows are in a backup, those between two many-to-many sides too, by table."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not why_left_out(model)
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def fields_of(model: type[models.Model]) -> list[models.Field]:
    """The columns of a model that are written, in their order."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def lines_of(model: type[models.Model]) -> Iterator[bytes]:
    """Each row as a line of JSON, a list in the order of the columns; by key."""
    names = [field.attname for field in fields_of(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=AT_ONCE):
        # Most values are of four kinds, told without asking what they are one by one.
        told = [
            value if type(value) in _AS_IS else str(value) if type(value) is UUID else _told(value)
            for value in row
        ]
        yield _line(told).encode() + b"\n"


class Digest:
    """The number of rows of a table and a sum of their hashes: the same in whatever order they come."""

    def __init__(self) -> None:
        self.rows, self._sum = 0, 0

    def add(self, line: bytes) -> None:
        """Count a row in."""
        self.rows += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(line).digest(), "big")) % (1 << 256)

    def told(self) -> dict[str, Any]:
        """As it stands in the manifest."""
        return {"rows": self.rows, "sum": f"{self._sum:064x}"}


def digest_of(model: type[models.Model]) -> dict[str, Any]:
    """The digest of a table as it is now."""
    digest = Digest()
    for line in lines_of(model):
        digest.add(line)
    return digest.told()


def insert(model: type[models.Model], lines: Iterable[bytes]) -> None:
    """Write rows as they were told, past everything that would make them anew (times, keys, seals)."""
    fields, quoted = fields_of(model), connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    rows = [
        [_kept(field, value) for field, value in zip(fields, json.loads(line), strict=True)]
        for line in lines
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _told(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str | dict | list):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time | UUID | Decimal):
        return str(value)
    if isinstance(value, Sealed):
        return base64.b64encode(value.raw).decode()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, timedelta):
        return duration_string(value)
    raise TypeError(f"a backup holds no {type(value).__name__}")


def _kept(field: models.Field, value: Any) -> Any:
    while field.remote_field is not None:  # a foreign key is kept as what it points at
        field = field.target_field
    if isinstance(field, EncryptedTextField):
        return field.get_db_prep_value(Sealed(field, base64.b64decode(value)), connection)
    if value is not None and not isinstance(field, models.JSONField):
        value = field.to_python(value)
    return field.get_db_prep_save(value, connection)
