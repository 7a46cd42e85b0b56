"""What the tick does for files."""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone

from safeloom.foundation.files.commands import clear_bytes
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.scanning import scan_waiting
from safeloom.foundation.files.storage import places, store
from safeloom.foundation.today import today

# Bytes without a row are somebody's upload, or what is left of one that was cut off.
KEPT = timedelta(days=1)
_BATCH = 500


def scan() -> str:
    """Scan what waits to be scanned."""
    return scan_waiting()


def clear() -> str:
    """Let go the bytes of removed files whose day has come, and once a day those without a row."""
    due = StoredFile.objects.filter(gone__isnull=True, delete_on__lte=today())
    gone = 0
    for file in due.filter(removed__isnull=False):
        clear_bytes(file)
        gone += 1
    if cache.add("safeloom.files.swept", True, KEPT.total_seconds()):
        gone += sweep()
    return f"files let go: {gone}" if gone else ""


def sweep() -> int:
    """Delete bytes older than a day that no row points to; how many."""
    old = [place for place, since in places() if since < timezone.now() - KEPT]
    gone = 0
    for start in range(0, len(old), _BATCH):
        some = old[start : start + _BATCH]
        rows = StoredFile.objects.filter(place__in=some, gone__isnull=True)
        pointed_to = set(rows.values_list("place", flat=True))
        for place in some:
            if place not in pointed_to:
                store().delete(place)
                gone += 1
    return gone
