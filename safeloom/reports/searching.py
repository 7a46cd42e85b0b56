"""What the search finds of reports and of what is written in their sections."""

import re
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable
from safeloom.reports.models import Report, ReportSection
from safeloom.reports.permissions import SEE, reports_to_see, sections_to_write

_NOT_WORDS = re.compile(r"\[\[[^\]]*\]\]|[#*_>|`]")


def reports_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Report]:
    """Reports that the viewer may read."""
    return reports_to_see(viewer, partnership)


def tell_reports(rows: QuerySet[Report]) -> Iterator[Searchable]:
    """By title and reference."""
    for report in rows.select_related("record"):
        record = report.record
        yield Searchable(
            row=report.pk,
            partnership=record.partnership_id,
            title=record.title,
            place=str(report.pk),
            reference=record.reference,
            detail=report.get_state_display(),
            sealed=_is_sealed(record),
        )


def report_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A report's page."""
    return reverse("reports:record", args=[partnership.key, place])


def sections_found(viewer: Viewer, partnership: Partnership) -> QuerySet[ReportSection]:
    """The sections of reports that the viewer may read, and those that are theirs to write now."""
    read = viewer.rows(SEE, ReportSection.objects.all(), partnership.pk)
    write = sections_to_write(viewer, partnership).exclude(report__state=Report.State.FROZEN)
    return ReportSection.objects.filter(pk__in=read.values("pk")) | ReportSection.objects.filter(
        pk__in=write.order_by().values("pk")
    )


def tell_sections(rows: QuerySet[ReportSection]) -> Iterator[Searchable]:
    """By title and text; a section that is left out of its report is not found."""
    shown = rows.exclude(state=ReportSection.State.LEFT_OUT)
    for section in shown.select_related("report__record"):
        record = section.report.record
        yield Searchable(
            row=section.pk,
            partnership=record.partnership_id,
            title=section.title,
            place=f"{section.report_id}/{section.pk}",
            detail=record.title,
            parts=(("Text", _NOT_WORDS.sub(" ", section.text)),),
            sealed=_is_sealed(record),
        )


def section_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """Where a section is read; for who only writes it, where it is written."""
    report, _, section = place.partition("/")
    if viewer.may(SEE, partnership.pk):
        return reverse("reports:read", args=[partnership.key, report])
    return reverse("reports:section", args=[partnership.key, section])


def _is_sealed(record: Record) -> bool:
    return record.sensitivity == Record.Sensitivity.SEALED
