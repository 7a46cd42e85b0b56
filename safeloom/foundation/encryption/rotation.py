"""Sealing anew, under the key that seals now, all that an older key sealed.

A row is taken only while it is still as it was read, so whoever saves it meanwhile wins and is met
again; a row that is done is passed by. So it may be stopped or killed anywhere and given again, beside
a running server. A batch is a short transaction. (Statements are made of the models' own names.)
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection, models, transaction

from safeloom.foundation.encryption.blind import index_of
from safeloom.foundation.encryption.box import CannotOpen, seal, sealing_key, unseal
from safeloom.foundation.encryption.fields import (
    BlindIndexField,
    EncryptedTextField,
    index_field,
    sealed_fields,
)

BATCH = 100


@dataclass(frozen=True)
class Column:
    """A column of sealed values: an encrypted field with its blind index, or a column `sealed` of a
    model that says by `bound_to` what it is bound to."""

    model: type[models.Model]
    field: models.Field
    index: BlindIndexField | None = None

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.field.name}"


@dataclass
class Outcome:
    """What sealing anew did: the values sealed anew, and those that cannot be opened."""

    sealed: int = 0
    unreadable: list[str] = field(default_factory=list)


def columns() -> list[Column]:
    """Every column of sealed values there is, found on the models."""
    found = []
    for model in apps.get_models():
        found += [Column(model, one, index_field(model, one.name)) for one in sealed_fields(model)]
        if hasattr(model, "bound_to"):
            found.append(Column(model, model._meta.get_field("sealed")))
    return found


def left(key_id: str) -> dict[str, int]:
    """How many values of each column are not sealed under a key; columns that are done are left out."""
    counted = {str(column): _count(column, key_id) for column in columns()}
    return {name: many for name, many in counted.items() if many}


def under(key_id: str) -> dict[str, int]:
    """How many values of each column are sealed under a key."""
    counted = {str(column): _count(column, key_id, under=True) for column in columns()}
    return {name: many for name, many in counted.items() if many}


def in_words(counted: dict[str, int]) -> str:
    """`2 of foundation.Mail.sealed, 1 of …`."""
    return ", ".join(f"{many:,} of {name}" for name, many in counted.items())


def rotate(say: Callable[[str], object]) -> Outcome:
    """Seal anew whatever is not under the key that seals now; `say` is told how far it is."""
    outcome, key_id = Outcome(), sealing_key()
    for column in columns():
        waiting = _count(column, key_id)
        if not waiting:
            continue
        say(f"{column}: {waiting:,} to seal anew")
        began = outcome.sealed
        # Whoever saves a row while it is read is met in another round.
        while _round(column, key_id, outcome):
            say(f"{column}: {outcome.sealed - began:,} done")
    return outcome


def _round(column: Column, key_id: str, outcome: Outcome) -> int:
    """Go through the column once; how many rows somebody saved meanwhile."""
    missed, last = 0, None
    while True:
        with transaction.atomic():
            keys = _keys(column, key_id, last)
            for key in keys:
                missed += not _seal_anew(column, key, key_id, outcome)
        if len(keys) < BATCH:
            return missed
        last = keys[-1]


def _seal_anew(column: Column, key: object, key_id: str, outcome: Outcome) -> bool:
    """Seal one value anew; False when the row was saved while it was read."""
    row = column.model._base_manager.filter(pk=key).first()
    if row is None:
        return True
    try:
        old, new, text = _opened(column, row)
    except CannotOpen:
        place = f"{column} of {row.pk}"
        if place not in outcome.unreadable:
            outcome.unreadable.append(place)
        return True
    quoted, values = connection.ops.quote_name, [connection.Database.Binary(new)]
    sets = f"{quoted(column.field.column)} = %s"
    if column.index:
        sets += f", {quoted(column.index.column)} = %s"
        values.append(index_of(column.index.place, column.index.form, text, key_id))
    table, pk = quoted(column.model._meta.db_table), quoted(column.model._meta.pk.column)
    statement = f"UPDATE {table} SET {sets} WHERE {pk} = %s AND {quoted(column.field.column)} = %s"  # noqa: S608
    done = _execute(statement, [*values, key, connection.Database.Binary(old)])
    outcome.sealed += done
    return bool(done)


def _opened(column: Column, row: models.Model) -> tuple[bytes, bytes, str]:
    """The value as it is, sealed anew, and its text where it is text."""
    if isinstance(column.field, EncryptedTextField):
        held = row.__dict__[column.field.attname]
        text = held.open()
        return held.raw, column.field.sealed(text, row.pk), text
    raw = bytes(row.sealed)
    return raw, seal(unseal(raw, row.bound_to), row.bound_to), ""


def _keys(column: Column, key_id: str, after: object) -> list[object]:
    """The next rows that are not done, by key, as the driver gives it."""
    quoted = connection.ops.quote_name
    key = quoted(column.model._meta.pk.column)
    where, values = _not_under(column, key_id)
    if after is not None:
        where, values = f"({where}) AND {key} > %s", [*values, after]
    table = quoted(column.model._meta.db_table)
    statement = f"SELECT {key} FROM {table} WHERE {where} ORDER BY {key} LIMIT {BATCH}"  # noqa: S608
    return [row[0] for row in _rows(statement, values)]


def _count(column: Column, key_id: str, under: bool = False) -> int:
    where, values = _under(column, key_id) if under else _not_under(column, key_id)
    table = connection.ops.quote_name(column.model._meta.db_table)
    ((many,),) = _rows(f"SELECT COUNT(*) FROM {table} WHERE {where}", values)  # noqa: S608
    return many


def _not_under(column: Column, key_id: str) -> tuple[str, list[object]]:
    """Filled in, and the value or its index not under the key. Nothing sealed is shorter than its key's
    id: what somebody emptied is not waiting for anything."""
    quoted, prefix = connection.ops.quote_name, f"{key_id}:"
    sealed = quoted(column.field.column)
    where = f"substr({sealed}, 1, {len(prefix)}) <> %s"
    values: list[object] = [connection.Database.Binary(prefix.encode())]
    if column.index:
        index = quoted(column.index.column)
        where = f"({where} OR ({index} <> '' AND substr({index}, 1, {len(prefix)}) <> %s))"
        values.append(prefix)
    return f"length({sealed}) > 0 AND {where}", values


def _under(column: Column, key_id: str) -> tuple[str, list[object]]:
    quoted, prefix = connection.ops.quote_name, f"{key_id}:"
    where = f"substr({quoted(column.field.column)}, 1, {len(prefix)}) = %s"
    values: list[object] = [connection.Database.Binary(prefix.encode())]
    if column.index:
        where += f" OR substr({quoted(column.index.column)}, 1, {len(prefix)}) = %s"
        values.append(prefix)
    return where, values


def _execute(statement: str, values: list[object]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def _rows(statement: str, values: list[object]) -> Iterator[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return iter(cursor.fetchall())
