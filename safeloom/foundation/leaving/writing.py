"""Writing everything of a partnership to a folder, to take elsewhere."""

import csv
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.db import models

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.backup.snapshot import snapshot
from safeloom.foundation.backup.tables import AT_ONCE, fields_of
from safeloom.foundation.encryption.fields import CANNOT_BE_OPENED
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.queries import chunks_of, may_download
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.leaving import dictionary
from safeloom.foundation.leaving.cells import cell, why_empty
from safeloom.foundation.leaving.readme import README
from safeloom.foundation.leaving.rows import exported, rows_of


class CannotExport(Exception):
    """Nothing was written; the message says why."""


@dataclass
class Export:
    """What was written: rows by table, files, files that may not leave, cells that cannot be opened."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    held: list[str] = field(default_factory=list)
    unreadable: int = 0


def export(
    partnership: Partnership, target: Path, *, with_private: bool, say: Callable[[str], object]
) -> Export:
    """Write every table of a partnership as CSV, its files and a data dictionary into a folder that is
    not there yet; sealed fields in plain text only `with_private`. Raises CannotExport."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CannotExport(f"{target} is there already: name a folder that is not, or is empty.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-unfinished-", dir=target.parent))
    except OSError as problem:
        raise CannotExport(f"{target} cannot be written: {problem.strerror}.") from problem
    try:
        audit.write(
            by=None,
            verb="partnership.export",
            subject=partnership.key,
            partnership=partnership,
            after={"with_private": with_private},
        )
        done = _write(partnership, folder, with_private, say)
        folder.rename(target)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return done


def _write(
    partnership: Partnership, folder: Path, with_private: bool, say: Callable[[str], object]
) -> Export:
    done = Export()
    with snapshot():
        for model in exported():
            name = model._meta.db_table
            done.rows[name] = _table(model, partnership, folder, with_private, done)
            say(f"{name}: {done.rows[name]:,}")
        _files(partnership, folder, done)
    _csv(folder / "dictionary.csv", dictionary.COLUMNS, dictionary.lines(with_private))
    tables = ([name, meaning, done.rows[name]] for name, meaning in dictionary.tables())
    _csv(folder / "tables.csv", ("table", "meaning of a row", "rows"), tables)
    (folder / "README.txt").write_text(
        README.format(
            name=partnership.name,
            at=f"{datetime.now(UTC):%Y-%m-%d %H:%M}",
            rows=f"{sum(done.rows.values()):,}",
            files=f"{done.files:,}",
            private="are in plain text" if with_private else "were left out",
            held=f"{len(done.held):,}",
        ),
        encoding="utf-8",
    )
    return done


def _table(
    model: type[models.Model],
    partnership: Partnership,
    folder: Path,
    with_private: bool,
    done: Export,
) -> int:
    fields, name = fields_of(model), model._meta.db_table
    written = [one for one in fields if not why_empty(one, with_private)]
    rows = rows_of(model, partnership).values_list("pk", *(one.attname for one in written))
    bytes_ = {at for at, one in enumerate(written) if one.get_internal_type() == "BinaryField"}
    bytes_ -= {at for at, one in enumerate(written) if isinstance(one, models.TextField)}
    count = 0

    def lines() -> Iterable[list[str]]:
        nonlocal count
        for key, *values in rows.iterator(chunk_size=AT_ONCE):
            count += 1
            cells = [
                _bytes(folder, f"{name}/{key}.{written[at].column}", value)
                if at in bytes_
                else cell(value, key)
                for at, value in enumerate(values)
            ]
            done.unreadable += cells.count(CANNOT_BE_OPENED)
            yield cells

    _csv(folder / "tables" / f"{name}.csv", [one.column for one in written], lines())
    return count


def _bytes(folder: Path, name: str, value: bytes | memoryview | None) -> str:
    if value is None:
        return ""
    path = folder / "bytes" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(value)
    return name


def _files(partnership: Partnership, folder: Path, done: Export) -> None:
    """The files that may be downloaded, by the reference of their record."""
    rows = rows_of(StoredFile, partnership).filter(removed__isnull=True).select_related("record")

    def lines() -> Iterable[list[str]]:
        for file in rows.iterator(chunk_size=AT_ONCE):
            if not may_download(file):
                done.held.append(str(file.pk))
                continue
            name = f"{file.record.reference}/{file.pk}{Path(file.download_name).suffix}"
            path, digest = folder / "files" / name, hashlib.sha256()
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with path.open("wb") as opened:
                    for chunk in chunks_of(file):
                        digest.update(chunk)
                        opened.write(chunk)
            except FileNotFoundError:
                path.unlink()
                done.held.append(str(file.pk))
                continue
            done.files += 1
            yield [str(file.pk), name, cell(file.title, file.pk), digest.hexdigest()]

    _csv(folder / "files.csv", ("file", "path in files/", "title", "SHA-256"), lines())


def _csv(path: Path, headings: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # With a mark, so that spreadsheet programs read it as UTF-8; Python calls it utf-8-sig.
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(headings)
        writer.writerows(lines)
