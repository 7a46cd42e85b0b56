"""Files that take long to make: asked for on a page, made by the worker, fetched within a week."""

import secrets
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import IO

from django.core.files import File
from django.db import transaction
from django.db.models import Q

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.files.storage import store
from safeloom.foundation.identity.models import Account, Partnership, Person
from safeloom.foundation.notices.commands import queue_mail
from safeloom.foundation.notices.links import site_address
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.kernel.registry import offered, resolve
from safeloom.kernel.worker_jobs import LongFile
from safeloom.web.made_files import MadeFile

KEPT = timedelta(days=7)
# A worker that did not end one in this time was ended itself: another begins it again.
_LEASE = timedelta(minutes=30)
_TELL_EVERY = 1.0


@transaction.atomic
def ask_for_file(
    *, by: Person, partnership: Partnership, record: Record, kind: str, ending: str
) -> MadeFile:
    """Ask for a file of a record; the one that already waits, where there is one."""
    waiting = MadeFile.objects.filter(
        person=by, record=record, kind=kind, ending=ending, finished=None, failed=False
    ).first()
    if waiting is not None:
        return waiting
    row = MadeFile.objects.create(
        person=by,
        partnership=partnership,
        record=record,
        kind=kind,
        ending=ending,
        expires=datetime.now(UTC) + KEPT,
    )
    audit.write(by=by, verb="file.ask-for", record=record, after={"kind": kind, "ending": ending})
    return row


def files_of(person: Person, record: Record, kind: str) -> list[MadeFile]:
    """What a person asked for of a record, the newest first, while it is kept."""
    rows = MadeFile.objects.filter(
        person=person, record=record, kind=kind, expires__gt=datetime.now(UTC)
    )
    return list(rows)


def opened(file: MadeFile) -> File:
    """The bytes of a finished one, opened for reading."""
    return store().open(file.place)


def make_what_waits(stopping: Callable[[], bool]) -> str:
    """Make the files that wait, one after the other; what was done, in numbers."""
    made = failed = 0
    while not stopping() and (row := _take()) is not None:
        if _make(row):
            made += 1
        else:
            failed += 1
    parts = [f"{made} made"] if made else []
    parts += [f"{failed} failed"] if failed else []
    return f"files: {', '.join(parts)}" if parts else ""


def forget() -> str:
    """Let go of files whose week is over."""
    gone = 0
    for row in MadeFile.objects.filter(expires__lte=datetime.now(UTC)):
        if row.place:
            store().delete(row.place)
        row.delete()
        gone += 1
    return f"files made and let go: {gone}" if gone else ""


def _take() -> MadeFile | None:
    now = datetime.now(UTC)
    waits = Q(begun=None) | Q(begun__lt=now - _LEASE)
    for row in MadeFile.objects.filter(waits, finished=None, failed=False).order_by("asked"):
        mine = MadeFile.objects.filter(waits, pk=row.pk, finished=None, failed=False)
        if mine.update(begun=now, done=0):
            return row
    return None


def _make(row: MadeFile) -> bool:
    kind = next(one for one in offered(LongFile) if one.key == row.kind)
    rows = MadeFile.objects.filter(pk=row.pk)
    try:
        with tempfile.TemporaryFile() as target:
            _write(row, kind, target)
            size = target.tell()
            target.seek(0)
            place = store().save(f"made/{secrets.token_hex(20)}", File(target))
    except Exception:
        rows.update(failed=True)
        _tell(row, kind, f"The file you asked for could not be made: {kind.title}.")
        return False
    with transaction.atomic():
        rows.update(finished=datetime.now(UTC), place=place, size=size)
        _tell(row, kind, f"The file you asked for is ready: {kind.title}.")
    return True


def _write(row: MadeFile, kind: LongFile, target: IO[bytes]) -> None:
    account = Account.objects.get(person=row.person)
    told = [datetime.now(UTC)]

    def tell(done: int, of: int) -> None:
        now = datetime.now(UTC)
        if done == of or (now - told[0]).total_seconds() > _TELL_EVERY:
            told[0] = now
            MadeFile.objects.filter(pk=row.pk).update(done=done, rows=of)

    make = resolve(kind.source)
    make(Viewer(account, today()), row.partnership, row.record, row.ending, target, tell)
    target.seek(0, 2)


def _tell(row: MadeFile, kind: LongFile, words: str) -> None:
    """By mail; the file itself stays here."""
    account = Account.objects.filter(person=row.person, is_active=True).first()
    if account is None:
        return
    page = site_address(resolve(kind.address)(row.partnership, row.record))
    queue_mail(
        key=f"made-file {row.pk} {words[:40]}",
        kind="made-file",
        to=account.email,
        subject=words.rstrip(".").partition(":")[0],
        text=f"{words}\n\nSign in to fetch it. It is kept for a week.\n\n{page}\n",
        partnership=row.partnership,
        person=row.person,
    )
