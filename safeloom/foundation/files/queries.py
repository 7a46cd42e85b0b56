"""Reading files: which there are, who may see them, their bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db.models import QuerySet

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.storage import store
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import ENGLAND
from safeloom.kernel.registry import RecordKind, offered, resolve


@dataclass(frozen=True)
class Where:
    """A record as a viewer sees it from a partnership: its kind, the row that is it, its page."""

    record: Record
    kind: RecordKind
    row: Any
    address: str


def kind_of_record(record: Record) -> RecordKind | None:
    """What is declared of records of this kind; None where nothing may hang on them."""
    return next((kind for kind in offered(RecordKind) if kind.key == record.kind), None)


def where(
    viewer: Viewer, partnership: Partnership, record: Record, *, change: bool = False
) -> Where | None:
    """A record as the viewer sees it from `partnership`, or None if they may not see it (with
    `change`: may not change what hangs on it, which only its own partnership does)."""
    kind = kind_of_record(record)
    if kind is None:
        return None
    if change and (record.partnership_id != partnership.pk or not kind.change):
        return None
    permission = kind.change if change else kind.see
    rows = viewer.unsealed(resolve(kind.rows)(viewer, partnership, permission))
    row = rows.filter(record=record).first()
    return (
        None if row is None else Where(record, kind, row, resolve(kind.address)(partnership, row))
    )


def record_for(
    viewer: Viewer, partnership: Partnership, record_id: UUID, *, change: bool = False
) -> Where | None:
    """The record of this key as the viewer sees it, or None if it is not there for them."""
    record = Record.objects.filter(pk=record_id).first()
    return None if record is None else where(viewer, partnership, record, change=change)


def file_for(
    viewer: Viewer, partnership: Partnership, pk: UUID, *, change: bool = False
) -> tuple[StoredFile, Where] | None:
    """The file of this key with its record, or None if it is not there for the viewer: to see it is
    to see its record, to change it to change that."""
    file = there().select_related("record", "kept_by__principal").filter(pk=pk).first()
    found = where(viewer, partnership, file.record, change=change) if file else None
    return None if file is None or found is None else (file, found)


def there() -> QuerySet[StoredFile]:
    """The files that were not removed, older versions too."""
    return StoredFile.objects.filter(removed__isnull=True)


def files_of(record: Record) -> list[StoredFile]:
    """The files of a record that were not removed, the newest first; of each its newest version
    with the earlier ones as `earlier`, newest first. 1 query."""
    files = list(there().filter(record=record).select_related("kept_by__principal"))
    by_key = {file.pk: file for file in files}
    replaced = {file.replaces_id for file in files}
    newest = [file for file in files if file.pk not in replaced]
    for file in newest:
        file.earlier = list(_earlier(file, by_key))
    return newest


def in_force(files: list[StoredFile], sort: str, day: date) -> StoredFile | None:
    """Of a record's files (as `files_of` gives them) of a dated sort, the one in force on `day`: the
    one with the latest first day up to then."""
    dated = [
        file
        for file in files
        if file.sort == sort and file.in_force_from is not None and file.in_force_from <= day
    ]
    return max(dated, key=lambda file: (file.in_force_from, file.kept), default=None)


def may_download(file: StoredFile) -> bool:
    """Whether its bytes may leave: they are there, and clean; or were never scanned where no scanner
    is set. Where one is set, what it has not seen is held."""
    if file.removed is not None or file.gone is not None:
        return False
    if file.scan == StoredFile.Scan.NOT_SCANNED:
        return not settings.CLAMD
    return file.scan == StoredFile.Scan.CLEAN


def opened(file: StoredFile) -> File:
    """Its bytes, opened for reading. Whoever calls closes it."""
    return store().open(file.place)


def chunks_of(file: StoredFile) -> Iterator[bytes]:
    """Its bytes, part by part."""
    with opened(file) as found:
        yield from found.chunks()


def kept_day(file: StoredFile) -> date:
    """The local date on which it was kept."""
    return file.kept.astimezone(ENGLAND).date()


def _earlier(file: StoredFile, by_key: dict[UUID, StoredFile]) -> Iterator[StoredFile]:
    while file.replaces_id is not None and file.replaces_id in by_key:
        file = by_key[file.replaces_id]
        yield file
