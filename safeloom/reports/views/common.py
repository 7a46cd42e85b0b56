"""What the pages of reports share."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from safeloom.reports.models import Report, ReportSection
from safeloom.reports.permissions import reports_to_see, sections_to_write


def report_or_404(request: HttpRequest, pk: UUID, *, writing: bool = False) -> Report:
    """The report, if the viewer may read it; with `writing` only while it is being written."""
    found = get_object_or_404(reports_to_see(request.viewer, request.partnership), pk=pk)
    if writing and found.is_frozen:
        raise Http404
    return found


def section_or_404(request: HttpRequest, pk: UUID) -> ReportSection:
    """The section, if the viewer may write it and its report is being written."""
    found = get_object_or_404(sections_to_write(request.viewer, request.partnership), pk=pk)
    if found.report.is_frozen:
        raise Http404
    return found


def trail(request: HttpRequest, report: Report | None = None) -> list[tuple[str, str]]:
    """Breadcrumbs: the list, and the report where the viewer may read it."""
    key = request.partnership.key
    steps = [("Reports", reverse("reports:list", args=[key]))]
    if report is not None and request.viewer.may("report.see", request.partnership.pk):
        steps.append((report.record.title, reverse("reports:record", args=[key, report.pk])))
    return steps


def to(request: HttpRequest, name: str, *args: object) -> str:
    """An address of reports in the partnership of the request."""
    return reverse(f"reports:{name}", args=[request.partnership.key, *args])
