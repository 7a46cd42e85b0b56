"""Figures to put into a text, and numbers typed by hand."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from safeloom.foundation.access.pages import open_to
from safeloom.reports import commands
from safeloom.reports.forms import NumberForm
from safeloom.reports.permissions import WRITE
from safeloom.reports.queries import unsourced_in
from safeloom.reports.referring import choices
from safeloom.reports.views.common import section_or_404, to, trail
from safeloom.web.forms import INVALID, form_for

MOST = 60


@open_to(WRITE)
def figures(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """The figures that can be put into the section's text, found by words."""
    section = section_or_404(request, pk)
    words = request.GET.get("q", "").strip()
    found = choices(section.report, request.viewer, words)
    return render(
        request,
        "reports/figures.html",
        {
            "title": f"Figures for “{section.title}”",
            "trail": [*trail(request, section.report), (section.title, to(request, "section", pk))],
            "section": section,
            "words": words,
            "found": found[:MOST],
            "more": max(0, len(found) - MOST),
        },
    )


@open_to(WRITE)
def unsourced(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """The numbers typed by hand into a section, and answering for one."""
    section = section_or_404(request, pk)
    form = form_for(request, NumberForm)
    if request.method == "POST" and form.is_valid():
        try:
            commands.accept_number(by=request.viewer.person, section=section, **form.cleaned_data)
        except (commands.Refused, commands.Frozen) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"{form.cleaned_data['number']} can stand.")
            return redirect(to(request, "numbers", pk))
    return render(
        request,
        "reports/numbers.html",
        {
            "title": f"Numbers typed by hand in “{section.title}”",
            "trail": [*trail(request, section.report), (section.title, to(request, "section", pk))],
            "section": section,
            "numbers": unsourced_in(section),
            "accepted": section.accepted.select_related("by"),
            "form": form,
        },
        status=INVALID if form.is_bound else 200,
    )
