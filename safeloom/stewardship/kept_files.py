"""What stewards are told of files."""

from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.queries import there
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import HomeLine
from safeloom.web.words import count_words

# A scanner that is there answers long before.
PATIENCE = timedelta(hours=1)


def kept(viewer: Viewer, partnership: Partnership) -> QuerySet[StoredFile]:
    """Every file of a partnership, removed ones too, the newest first."""
    rows = StoredFile.objects.select_related("record", "kept_by__principal")
    return viewer.rows("file.follow", rows, partnership.pk).order_by("-kept")


def held(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """Infected files that were not removed, and those that have waited for the scanner for more than an
    hour. 2 queries, none for who does not follow files."""
    if not viewer.may("file.follow", partnership.pk):
        return []
    rows = viewer.rows("file.follow", there(), partnership.pk)
    waiting = Q(scan=StoredFile.Scan.WAITING, kept__lt=datetime.now(UTC) - PATIENCE)
    told = (
        (rows.filter(scan=StoredFile.Scan.INFECTED), "infected", "Remove it where it hangs."),
        (rows.filter(waiting), "waiting", "The virus scanner does not answer for it."),
    )
    return [
        HomeLine(
            f"{count_words(many, 'file is', 'files are')} {words}",
            f"{reverse('stewardship:files', args=[partnership.key])}?scan={words}",
            detail=detail,
        )
        for found, words, detail in told
        if (many := found.count())
    ]
