"""Downloads of a report. Each is written to the audit."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.foundation.access.pages import open_to
from safeloom.reports import commands
from safeloom.reports.building import build
from safeloom.reports.outputs import TYPES, one_file
from safeloom.reports.permissions import SEE
from safeloom.reports.queries import frozen_file as frozen_content
from safeloom.reports.queries import versions_of
from safeloom.reports.views.common import report_or_404, trail

WORDS = {
    "report.html": "the report as one web page, to read on any screen",
    "report.pdf": "the report to print or send, tagged for screen readers",
    "report.docx": "the report in Word, to quote from or read aloud",
    "figures.csv": "every figure with where it came from, for a spreadsheet",
    "figures.json": "the same, for programs",
}


@open_to(SEE)
def downloads(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """What can be downloaded: each signed version as it was, and the draft."""
    report = report_or_404(request, pk)
    return render(
        request,
        "reports/downloads.html",
        {
            "title": f"Download {report.record.title}",
            "trail": trail(request, report),
            "report": report,
            "versions": [one for one in versions_of(report) if hasattr(one, "frozen")],
            "names": [(name, WORDS[name]) for name in TYPES],
            "word": "report.docx",
        },
    )


@open_to(SEE)
def frozen_file(
    request: HttpRequest, partnership_key: str, pk: UUID, number: int, name: str
) -> HttpResponse:
    """A file of a signed version, byte for byte as it was signed."""
    report = report_or_404(request, pk)
    content = frozen_content(report, number, name)
    if content is None:
        raise Http404
    return _file(request, report, name, content, f"version {number}")


@open_to(SEE)
def draft_file(request: HttpRequest, partnership_key: str, pk: UUID, name: str) -> HttpResponse:
    """A file of the version being written."""
    report = report_or_404(request, pk, writing=True)
    if name not in TYPES:
        raise Http404
    return _file(request, report, name, one_file(build(report).document, name), "draft")


def _file(request, report, name: str, content: bytes, which: str) -> HttpResponse:
    commands.note_download(by=request.viewer.person, report=report, name=f"{which} {name}")
    answer = HttpResponse(content, content_type=TYPES[name])
    stem = f"{report.record.reference}-{which.replace(' ', '-')}".lower()
    answer["Content-Disposition"] = f'attachment; filename="{stem}-{name}"'
    return answer
