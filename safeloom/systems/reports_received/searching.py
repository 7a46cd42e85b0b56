"""What the search finds of reports that are expected and that came."""

from collections.abc import Iterator

from django.db.models import QuerySet

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable
from safeloom.systems.reports_received.addresses import at
from safeloom.systems.reports_received.content import kind_words
from safeloom.systems.reports_received.models import ExpectedReport, ReceivedReport

SEE = "received_report.see"


def expected_found(viewer: Viewer, partnership: Partnership) -> QuerySet[ExpectedReport]:
    """Of all times."""
    return viewer.rows(SEE, ExpectedReport.objects.all(), partnership.pk)


def received_found(viewer: Viewer, partnership: Partnership) -> QuerySet[ReceivedReport]:
    """Of all times."""
    return viewer.rows(SEE, ReceivedReport.objects.all(), partnership.pk)


def tell_expected(rows: QuerySet[ExpectedReport]) -> Iterator[Searchable]:
    """By title, reference and what it is to say."""
    for row in rows.select_related("record"):
        yield _told(
            row, kind_words(row.kind), (("What it is to say", row.asks), ("From", row.from_words))
        )


def tell_received(rows: QuerySet[ReceivedReport]) -> Iterator[Searchable]:
    """By title, reference and the time it covers."""
    for row in rows.select_related("record", "report"):
        yield _told(row, kind_words(row.report.kind), (("Covers", row.covers),))


def _told(
    row: ExpectedReport | ReceivedReport, detail: str, parts: tuple[tuple[str, str], ...]
) -> Searchable:
    return Searchable(
        row=row.pk,
        partnership=row.partnership_id,
        title=row.record.title,
        place=row.record.reference,
        reference=row.record.reference,
        detail=detail,
        parts=parts,
        sealed=row.record.sensitivity == Record.Sensitivity.SEALED,
    )


def expected_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """The page of a report that is expected."""
    return at("expected", partnership, place)


def received_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """The page of a report that came."""
    return at("received", partnership, place)
