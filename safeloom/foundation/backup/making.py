"""Making a backup: one sealed file of database, files, audit heads and keys, while the server runs."""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.backup import last
from safeloom.foundation.backup.archive import KEYS, Manifest, Writer
from safeloom.foundation.backup.snapshot import snapshot
from safeloom.foundation.backup.tables import fields_of, kept, lines_of
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.storage import store
from safeloom.kernel.keys import new_key

ENDING = ".backup"


class CannotBackUp(Exception):
    """The archive cannot be written there; the message says what to do."""


@dataclass(frozen=True)
class Made:
    """A backup that was made: where it lies, its size in bytes, and what is in it."""

    path: Path
    size: int
    manifest: Manifest


def back_up(target: Path, secret: bytes, say: Callable[[str], object]) -> Made:
    """Write a backup to `target`, or under a name of the moment where that is a folder. The file has
    another name until it is whole. Raises CannotBackUp."""
    key, now = str(new_key()), datetime.now(UTC)
    if target.is_dir():
        target /= f"safeloom-{now:%Y-%m-%dT%H%M%SZ}{ENDING}"
    if target.exists():
        raise CannotBackUp(f"{target} is there already: name another file, or a folder.")
    with _unfinished(target) as (path, file):
        audit.write(by=None, verb="backup.make", subject=key)
        manifest = _write(file, secret, {"id": key, "made": now.isoformat()}, say)
        file.flush()
        os.fsync(file.fileno())
        size = path.stat().st_size
        _name(path, target)
    last.keep(now, target.name, size)
    return Made(target, size, manifest)


def _write(
    into: BinaryIO, secret: bytes, header: dict[str, Any], say: Callable[[str], object]
) -> Manifest:
    # Before the rows: a head may be behind the rows it is compared with, never ahead of them.
    heads = {path.name: path.read_bytes() for path in sorted(_heads())}
    models = kept()
    with snapshot():
        tables = {
            model._meta.db_table: [one.column for one in fields_of(model)] for model in models
        }
        writer = Writer(
            into, secret, {**header, "tables": tables, "migrations": migrations(), **_made_by()}
        )
        writer.part(KEYS, _keys())
        for name, content in heads.items():
            writer.head(name, content)
        for model in models:
            writer.table(model._meta.db_table, lines_of(model))
        say(f"{writer.manifest.rows:,} rows of {len(models)} tables")
        _files(writer)
    writer.close()
    say(f"{len(writer.manifest.files):,} files")
    return writer.manifest


def _files(writer: Writer) -> None:
    """The bytes that rows of the snapshot point to. What was removed since is named as missing."""
    kept_files = store()
    rows = StoredFile.objects.filter(gone__isnull=True).order_by("place")
    for place in rows.values_list("place", flat=True).iterator(chunk_size=2000):
        try:
            size, opened = kept_files.size(place), kept_files.open(place)
        except FileNotFoundError:
            writer.manifest.missing.append(place)
            continue
        with opened:
            writer.file(place, size, opened)


def migrations() -> dict[str, list[str]]:
    """The migrations that the database has, by app."""
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        applied.setdefault(app, []).append(name)
    return applied


def _made_by() -> dict[str, str]:
    return {"database": connection.vendor}


def _keys() -> bytes:

    held = {"encryption": str(settings.ENCRYPTION_KEYS), "signing": settings.SECRET_KEY}
    return json.dumps(held).encode()


def _heads() -> Iterator[Path]:
    return Path(settings.AUDIT_HEADS).glob("*.jsonl")


@contextmanager
def _unfinished(target: Path) -> Iterator[tuple[Path, Any]]:
    """A file beside the target, this process's alone; taken away unless it was given its name. What a
    killed backup left is written over."""
    path = target.with_name(f"{target.name}.unfinished")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        raise CannotBackUp(f"{path} cannot be written: {problem.strerror}.") from problem
    with os.fdopen(handle, "wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise CannotBackUp(f"Another backup to {target} is being made.") from problem
        file.truncate(0)
        try:
            yield path, file
        finally:
            path.unlink(missing_ok=True)


def _name(path: Path, target: Path) -> None:
    """Give the whole file its name, never over another."""
    try:
        os.link(path, target)
    except FileExistsError as problem:
        raise CannotBackUp(f"{target} came to be there meanwhile: name another file.") from problem
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
