"""Restoring a backup into an empty place: everything, or nothing.

The archive is read twice: once to prove all of it, once to write. Rows come in one transaction. Files,
heads and keys are there before it ends, since a row must never point to what is not there; without
rows they mean nothing, and restoring again writes over them.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.utils import OperationalError, ProgrammingError

from safeloom.foundation.backup import archive, tables
from safeloom.foundation.backup.archive import FILES, HEADS, KEYS, TABLES, Manifest, Part
from safeloom.foundation.backup.envelope import NotWhole
from safeloom.foundation.backup.making import migrations
from safeloom.foundation.encryption.keyfile import KeyFile, replace
from safeloom.foundation.files.storage import store
from safeloom.kernel.registry import AfterRestore, offered, resolve

_AT_ONCE = 500


class CannotRestore(Exception):
    """Nothing was written; the message says why and what to do."""


def rehearse(path: Path, secret: bytes) -> tuple[dict[str, Any], Manifest]:
    """Open an archive, prove all of it, and write nothing; what it says of itself, and what is in it.
    Raises NotWhole."""
    with path.open("rb") as file:
        return archive.check(file, secret)


def restore(path: Path, secret: bytes, say: Callable[[str], object]) -> Manifest:
    """Restore an archive into an empty database. Raises NotWhole or CannotRestore."""
    call_command("migrate", verbosity=0, interactive=False)
    _refuse_unless_empty()
    with path.open("rb") as file:
        header, manifest = archive.check(file, secret, _refuse_another_state)
        say(f"The archive of {header['made'][:16]} is whole: {manifest.rows:,} rows")
        keys = _keys_in(file, secret)
        file.seek(0)
        with _heads_set_aside(header["id"], say), transaction.atomic():
            _in_turn()
            _refuse_unless_empty()
            _write(file, secret, say)
            _compare(manifest)
            for after in offered(AfterRestore):
                if line := resolve(after.task)():
                    say(line)
            _put_keys(keys, say)
    connection.close()  # on SQLite what was written is in its file, and not only in its log
    return manifest


def _write(file: BinaryIO, secret: bytes, say: Callable[[str], object]) -> None:
    models = {model._meta.db_table: model for model in tables.kept()}
    for part in archive.parts(file, secret):
        if part.name.startswith(TABLES):
            model = models[part.name.split("/")[1]]
            while lines := list(islice(part.stream, _AT_ONCE)):
                tables.insert(model, lines)
        elif part.name.startswith(FILES):
            _put_file(part, part.name.removeprefix(FILES))
        elif part.name.startswith(HEADS):
            Path(settings.AUDIT_HEADS).mkdir(parents=True, exist_ok=True)
            place = Path(settings.AUDIT_HEADS) / part.name.removeprefix(HEADS)
            place.write_bytes(part.stream.read())
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(statement)
    say("Everything is written; comparing it with the archive")


def _put_file(part: Part, place: str) -> None:
    kept = store()
    if kept.exists(place):  # of a restore that was stopped
        kept.delete(place)
    kept.save(place, _Coming(part.stream))


class _Coming(File):
    """A file as it comes off the tape, which cannot be sought."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, name="")

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        while chunk := self.file.read(chunk_size or 1 << 18):
            yield chunk


def _compare(manifest: Manifest) -> None:
    for model in tables.kept():
        name = model._meta.db_table
        if tables.digest_of(model) != manifest.tables[name]:
            raise CannotRestore(
                f"What was written to {name} is not what the archive holds. Nothing was kept."
            )


def _refuse_unless_empty() -> None:
    try:
        full = [model._meta.db_table for model in tables.kept() if model._base_manager.exists()]
    except (OperationalError, ProgrammingError) as problem:
        raise CannotRestore(
            "The database has not all of its tables: begin with an empty one."
        ) from problem
    if full:
        more = f" and {len(full) - 3} more" if len(full) > 3 else ""
        raise CannotRestore(
            f"There are rows already, in {', '.join(full[:3])}{more}. A backup is restored into an empty"
            " place only: name an empty database by DATABASE_URL and an empty folder by SAFELOOM_VAR."
        )


def _refuse_another_state(header: dict[str, Any]) -> None:
    here, there = migrations(), header["migrations"]
    if here == there:
        return
    newer = [
        f"{app}.{name}" for app in there for name in there[app] if name not in here.get(app, ())
    ]
    which = f"newer: it has {newer[0]}" if newer else "older"
    raise CannotRestore(
        f"The archive comes from another version of Safeloom ({which}). Restore it with the version that"
        " made it, then upgrade."
    )


def _in_turn() -> None:
    """Let another restore into the same database wait, and then find it full."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7233002)")


def _keys_in(file: BinaryIO, secret: bytes) -> dict[str, str]:
    """The keys of the archive. Raises CannotRestore where the environment names others."""
    file.seek(0)
    held = next(
        (json.loads(p.stream.read()) for p in archive.parts(file, secret) if p.name == KEYS), None
    )
    if held is None:
        raise NotWhole("The archive holds no keys.")
    if not isinstance(settings.ENCRYPTION_KEYS, KeyFile):
        there = {entry.strip() for entry in str(settings.ENCRYPTION_KEYS).split(",")}
        if not {entry.strip() for entry in held["encryption"].split(",")} <= there:
            raise CannotRestore(
                "SAFELOOM_ENCRYPTION_KEYS names other keys than those of the archive. Take it out of the"
                " environment: the keys then come from the archive into SAFELOOM_VAR."
            )
    return held


def _put_keys(keys: dict[str, str], say: Callable[[str], object]) -> None:
    """Put the archive's keys in place of those that an empty place made for itself."""
    if isinstance(settings.ENCRYPTION_KEYS, KeyFile):
        settings.ENCRYPTION_KEYS.replace(keys["encryption"])
    signing = Path(settings.VAR) / "keys" / "signing"
    if signing.exists() and signing.read_text().strip() == settings.SECRET_KEY:
        replace(signing, keys["signing"])
    elif keys["signing"] != settings.SECRET_KEY:
        say("SAFELOOM_SECRET_KEY is another than that of the archive: links that were given end.")


@contextmanager
def _heads_set_aside(key: str, say: Callable[[str], object]) -> Iterator[None]:
    """Keep the heads of another database that lie here, under another name."""
    moved: list[tuple[Path, Path]] = []
    for path in sorted(Path(settings.AUDIT_HEADS).glob("*.jsonl")):
        aside = path.with_name(f"{path.name}.before-{key}")
        if aside.exists():
            continue  # those that lie here are of a restore of this archive that was stopped
        path.rename(aside)
        say(f"{path.name} was here already: it is kept as {aside.name}")
        moved.append((aside, path))
    try:
        yield
    except BaseException:
        for aside, path in moved:
            aside.rename(path)
        raise
