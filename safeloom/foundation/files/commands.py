"""Keeping and removing files."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.files import scanning
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.names import kept_name
from safeloom.foundation.files.queries import kind_of_record
from safeloom.foundation.files.sniffing import Refused, kind_of
from safeloom.foundation.files.storage import new_place, store
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today


class _Counted(File):
    """Bytes on their way into the store: counted, hashed, and stopped when they are too many."""

    def __init__(self, upload: File) -> None:
        super().__init__(upload.file, name="")
        self.upload, self.count, self.digest = upload, 0, hashlib.sha256()

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        for chunk in self.upload.chunks(chunk_size or 1 << 20):
            self.count += len(chunk)
            if self.count > settings.FILE_MOST:
                raise too_large()
            self.digest.update(chunk)
            yield chunk


def too_large() -> Refused:
    """What is said of a file larger than is taken."""
    most = settings.FILE_MOST // 1_000_000
    return Refused(f"The file must be {most} MB or smaller. Send it in parts, or make it smaller.")


def keep_file(
    *,
    by: Person | None,
    record: Record,
    upload: File,
    title: str = "",
    sort: str = "",
    in_force_from: date | None = None,
    replaces: StoredFile | None = None,
) -> StoredFile:
    """Keep a file of a record; as the next version of the one it `replaces`, whose title, sort and
    date it takes where none are given.

    `upload` has a name and can be read and sought, such as what a form brings. The bytes lie whole in
    the store before the row is written; of what is rolled back the tick clears them away. Where a
    scanner is set, the file is scanned once all is written and held until then. Raises
    ValidationError at `file` (a kind that is not taken, a name that says something else, macros, too
    large), `sort`, `in_force_from` or `title`.
    """
    if upload.size is not None and upload.size > settings.FILE_MOST:
        raise too_large()
    kind = kind_of(upload, upload.name or "")
    place, counted = new_place(), _Counted(upload)
    store().save(place, counted)
    try:
        with transaction.atomic():
            file = StoredFile(
                record=record,
                title=title.strip() or (replaces.title if replaces else _title(upload.name or "")),
                name=kept_name(upload.name or ""),
                sort=sort or (replaces.sort if replaces else ""),
                in_force_from=in_force_from or (replaces.in_force_from if replaces else None),
                kind=kind.key,
                size=counted.count,
                sha256=counted.digest.hexdigest(),
                place=place,
                kept_by=by,
                scan=scanning.at_first(),
            )
            _check(file, replaces)
            file.save()
            audit.write(by=by, verb="file.keep", record=record, after=_told(file))
            transaction.on_commit(partial(scanning.scan_now, file))
    except BaseException:
        with suppress(OSError):
            store().delete(place)
        raise
    return file


@transaction.atomic
def remove_file(
    *, by: Person | None, file: StoredFile, reason: str, delete_on: date | None = None
) -> StoredFile:
    """Remove a file and its earlier versions from everybody's sight. Its bytes go at once, or after
    `delete_on` where they must be kept so long. Raises ValidationError at `reason` or `delete_on`."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why the file is removed."})
    if delete_on is not None and delete_on < today():
        raise ValidationError({"delete_on": "Choose today or a later day."})
    in_turn(file.record)
    file.refresh_from_db()
    if file.removed is not None:
        raise ValidationError("The file has been removed already.")
    for one in (file, *_versions_before(file)):
        if one.removed is None:
            one.removed, one.removed_by = timezone.now(), by
            one.removed_because, one.delete_on = reason.strip(), delete_on or today()
            one.save(update_fields=["removed", "removed_by", "removed_because", "delete_on"])
            transaction.on_commit(partial(_clear_soon, one))
    audit.write(
        by=by, verb="file.remove", record=file.record, before=_told(file), reason=reason.strip()
    )
    return file


def clear_bytes(file: StoredFile) -> None:
    """Let the bytes of a removed file go once their day has come. Doing it again changes nothing."""
    if file.removed is None or file.delete_on is None or file.delete_on > today():
        return
    store().delete(file.place)
    StoredFile.objects.filter(pk=file.pk, gone__isnull=True).update(gone=timezone.now())


def _clear_soon(file: StoredFile) -> None:
    # What cannot be deleted now the tick deletes.
    with suppress(OSError):
        clear_bytes(file)


def _check(file: StoredFile, replaces: StoredFile | None) -> None:
    """Refuse a sort that its kind of record has not, a date that does not belong, and the second of
    two who replace the same file."""
    kind = kind_of_record(file.record)
    sort = next((one for one in kind.sorts if one.key == file.sort), None) if kind else None
    if file.sort and sort is None:
        raise ValidationError({"sort": "Choose what the file is from the list."})
    if sort is not None and sort.dated and file.in_force_from is None:
        raise ValidationError({"in_force_from": "Enter the day from which it is in force."})
    if file.in_force_from is not None and (sort is None or not sort.dated):
        raise ValidationError({"in_force_from": "Leave the day empty: this file has none."})
    if len(file.title) > 200:
        raise ValidationError({"title": "The title must be 200 characters or fewer."})
    if replaces is None:
        return
    in_turn(file.record)
    replaces.refresh_from_db()
    taken = StoredFile.objects.filter(replaces=replaces).exists()
    if taken or replaces.removed is not None or replaces.record_id != file.record_id:
        raise ValidationError(
            "The file has been replaced or removed meanwhile. Go back and look at the files again."
        )
    file.replaces, file.version = replaces, replaces.version + 1


def _versions_before(file: StoredFile) -> Iterator[StoredFile]:
    while file.replaces is not None:
        file = file.replaces
        yield file


def _title(name: str) -> str:
    base = kept_name(name).replace("\\", "/").rpartition("/")[2]
    return " ".join((base.rpartition(".")[0] or base).split())[:200] or "File"


def _told(file: StoredFile) -> dict[str, Any]:
    kept = ("id", "sort", "in_force_from", "kind", "size", "sha256", "version", "replaces_id")
    return {name: value for name, value in audit.fields_of(file).items() if name in (*kept, "name")}
