"""Reading a report on the screen, each number leading to where it came from."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.foundation.access.pages import open_to
from safeloom.reports.building import build
from safeloom.reports.permissions import SEE
from safeloom.reports.screen import on_screen
from safeloom.reports.views.common import report_or_404, trail


@open_to(SEE)
def read(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """The report as the public would read it now. A frozen version is read as it was signed, from
    the downloads; this page always shows the numbers as they are today."""
    report = report_or_404(request, pk)
    built = build(report)
    screen = on_screen(built.document)
    return render(
        request,
        "reports/read.html",
        {
            "title": built.document.title,
            "subtitle": f"{built.document.period}. {built.document.status}",
            "contents": screen.contents,
            "content": screen.html,
            "report": report,
            "trail": trail(request, report),
        },
    )
