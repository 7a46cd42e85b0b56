"""Choosing, adding, moving and removing live blocks."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from safeloom.foundation.access.pages import open_to
from safeloom.kernel.registry import ReportBlock, offered, resolve
from safeloom.reports import commands
from safeloom.reports.forms import BlockForm
from safeloom.reports.permissions import MANAGE, sections_to_write
from safeloom.reports.queries import block_of, records_in
from safeloom.reports.views.common import section_or_404, to, trail
from safeloom.web.forms import form_for, form_page


@open_to(MANAGE)
def choose(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """The kinds of live block there are."""
    section = section_or_404(request, pk)
    return render(
        request,
        "reports/blocks.html",
        {
            "title": f"Add a live block to “{section.title}”",
            "trail": [*trail(request, section.report), (section.title, to(request, "section", pk))],
            "section": section,
            "offered": offered(ReportBlock),
        },
    )


@open_to(MANAGE)
def add(request: HttpRequest, partnership_key: str, pk: UUID, block: str) -> HttpResponse:
    """Put a live block into a section."""
    section = section_or_404(request, pk)
    kind = {one.key: one for one in offered(ReportBlock)}.get(block)
    if kind is None:
        raise Http404
    choices = resolve(kind.choices)(request.partnership) if kind.choices else []
    form = form_for(request, BlockForm, block=kind, choices=choices)
    if request.method == "POST" and form.is_valid():
        about = form.cleaned_data.get("about") or []
        try:
            commands.add_block(
                by=request.viewer.person,
                section=section,
                block=kind.key,
                about=records_in(request.partnership, [about] if isinstance(about, str) else about),
                opening=form.cleaned_data.get("opening"),
                closing=form.cleaned_data.get("closing"),
            )
        except (commands.Refused, commands.Frozen) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"“{kind.title}” is in the section.")
            return redirect(to(request, "section", pk))
    return form_page(
        request,
        form,
        title=f"Add “{kind.title}”",
        lead="It is drawn afresh each time the report is built, and frozen at sign-off.",
        button="Add live block",
        cancel=to(request, "section", pk),
        trail=trail(request, section.report),
    )


@open_to(MANAGE)
@require_POST
def remove(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Take a live block out."""
    block = _block_or_404(request, pk)
    section = commands.remove_block(by=request.viewer.person, block=block)
    messages.success(request, "The live block is taken out.")
    return redirect(to(request, "section", section.pk))


@open_to(MANAGE)
@require_POST
def move(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Move a live block one place."""
    block = _block_or_404(request, pk)
    section = commands.move_block(
        by=request.viewer.person, block=block, up=request.POST.get("to") == "up"
    )
    return redirect(to(request, "section", section.pk))


def _block_or_404(request: HttpRequest, pk: UUID):
    block = block_of(pk, sections_to_write(request.viewer, request.partnership))
    if block is None or block.section.report.is_frozen:
        raise Http404
    return block
