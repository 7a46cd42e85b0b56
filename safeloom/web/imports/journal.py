"""What an import made and changed, kept so that it can be undone."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

_AT_ONCE = 500


class Journal:
    """Rows are entered while they are written: `made` after, `changing` before. `material` reads what
    stands there at the end, so that undoing notices whatever happened since."""

    def __init__(self) -> None:
        self._made: dict[str, list[Any]] = {}
        self._before: dict[str, dict[Any, dict[str, str | None]]] = {}

    def made(self, rows: Iterable[models.Model]) -> None:
        """Enter rows that were made."""
        for row in rows:
            self._made.setdefault(row._meta.label, []).append(row.pk)

    def changing(self, rows: Iterable[models.Model]) -> None:
        """Enter rows, as they stand in the database, that are about to be changed."""
        for row in rows:
            self._before.setdefault(row._meta.label, {}).setdefault(row.pk, told(row))

    def __bool__(self) -> bool:
        return bool(self._made or self._before)

    def material(self) -> bytes:
        """What undoing needs: the rows made with a digest of each, and of the rows changed what stood
        there before and a digest of what stands there now. Compressed JSON."""
        made = {label: _digests(label, keys) for label, keys in self._made.items()}
        changed = {
            label: {str(key): [rows[key], digest] for key, digest in _pairs(label, list(rows))}
            for label, rows in self._before.items()
        }
        return zlib.compress(json.dumps({"made": made, "changed": changed}).encode())


def read_material(data: bytes) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, list]]]:
    """The rows made (key and digest by model) and changed (what stood before, digest) of an import."""
    found = json.loads(zlib.decompress(data))
    return found["made"], found["changed"]


def told(row: models.Model) -> dict[str, str | None]:
    """The fields of a row as text, from which they can be read back."""
    return {
        field.attname: None if getattr(row, field.attname) is None else field.value_to_string(row)
        for field in row._meta.concrete_fields
    }


def put_back(row: models.Model, said: dict[str, str | None]) -> None:
    """Give a row the fields it had; a count of its changes goes on counting."""
    for field in row._meta.concrete_fields:
        if field.attname == "revision":
            row.revision += 1
        elif field.attname in said:
            value = said[field.attname]
            setattr(row, field.attname, None if value is None else field.to_python(value))


def digests(label: str, keys: Sequence[Any]) -> dict[str, str]:
    """A digest of each row that is there, by key."""
    return _digests(label, keys)


def batches(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """So many keys as fit in a statement."""
    for at in range(0, len(keys), _AT_ONCE):
        yield keys[at : at + _AT_ONCE]


def _digests(label: str, keys: Sequence[Any]) -> dict[str, str]:
    return {str(key): digest for key, digest in _pairs(label, keys)}


def _pairs(label: str, keys: Sequence[Any]) -> Iterator[tuple[Any, str]]:
    model = apps.get_model(label)
    names = [field.attname for field in model._meta.concrete_fields]
    key_at = names.index(model._meta.pk.attname)
    for batch in batches(keys):
        for values in model._base_manager.filter(pk__in=batch).values_list(*names):
            plain = [_plain(value) for value in values]
            digest = hashlib.sha256(repr(plain).encode()).hexdigest()[:16]
            yield values[key_at], digest


def _plain(value: Any) -> Any:
    if isinstance(value, memoryview):
        return bytes(value)
    return str(value) if isinstance(value, UUID) else value
