"""Having files scanned, where a scanner is set. What it has not seen, or not answered for, is held."""

import logging
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.files import clamd
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.queries import chunks_of

_log = logging.getLogger(__name__)
# What the tick scans at a time: the next one goes on.
_MOST = 100
UNSEEN = (StoredFile.Scan.WAITING, StoredFile.Scan.NOT_SCANNED)


def at_first() -> StoredFile.Scan:
    """What a new file begins as."""
    return StoredFile.Scan.WAITING if settings.CLAMD else StoredFile.Scan.NOT_SCANNED


def scan_now(file: StoredFile) -> bool:
    """Have a file scanned; whether the scanner answered. It does nothing where none is set. Call it
    outside of a transaction: it may take seconds."""
    if not settings.CLAMD or file.scan not in UNSEEN:
        return False
    try:
        _note(file, clamd.scan(settings.CLAMD, chunks_of(file)))
    except (clamd.Unreachable, OSError) as problem:
        _log.warning("A file is held and waits to be scanned. %s", problem)
        return False
    return True


@transaction.atomic
def _note(file: StoredFile, verdict: clamd.Verdict) -> None:
    scan = StoredFile.Scan.CLEAN if verdict.clean else StoredFile.Scan.INFECTED
    now = datetime.now(UTC)
    rows = StoredFile.objects.filter(pk=file.pk, scan__in=UNSEEN)
    if rows.update(scan=scan, scanned=now, found=verdict.found):
        audit.write(
            by=None,
            verb="file.scan",
            record=file.record,
            after={"file": file.pk, "scan": scan.value, "found": verdict.found},
        )
    file.scan, file.scanned, file.found = scan, now, verdict.found


def scan_waiting() -> str:
    """Scan what waits, and what was kept while no scanner was set. One that does not answer is not
    asked again before the next tick."""
    if not settings.CLAMD:
        return ""
    rows = StoredFile.objects.filter(scan__in=UNSEEN, gone__isnull=True)
    waiting = list(rows.select_related("record__partnership").order_by("kept")[:_MOST])
    done = 0
    for file in waiting:
        try:
            _note(file, clamd.scan(settings.CLAMD, chunks_of(file)))
        except clamd.NoVerdict as problem:
            _log.warning("A file is held: %s", problem)
        except (clamd.Unreachable, OSError) as problem:
            _log.warning("%s files wait to be scanned. %s", len(waiting) - done, problem)
            break
        else:
            done += 1
    return f"files scanned: {done} of {len(waiting)}" if waiting else ""
