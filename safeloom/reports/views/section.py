"""Writing a section, calling it ready, and managing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.records.commands import Stale
from safeloom.reports import commands
from safeloom.reports.building import preview
from safeloom.reports.checklists import CHECKED, NOT_CHECKED
from safeloom.reports.forms import ManageForm, TextForm
from safeloom.reports.kinds import edition_of
from safeloom.reports.models import ReportSection
from safeloom.reports.permissions import MANAGE, SEE, WRITE
from safeloom.reports.queries import blocks_of, last_change, possible_owners, section_now
from safeloom.reports.views.common import section_or_404, to, trail
from safeloom.web.forms import INVALID, form_for, form_page
from safeloom.web.stale import stale_page


@open_to(WRITE)
def write(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """The writing page: text, guidance, checklist, live blocks, and a preview that saves nothing."""
    section = section_or_404(request, pk)
    initial = {"text": section.text, "revision": section.revision}
    form = form_for(request, TextForm, initial=initial)
    shown = None
    if request.method == "POST" and form.is_valid():
        if "preview" not in request.POST:
            return _save(request, section, form)
        shown = preview(section, form.cleaned_data["text"], request.viewer)
    status = INVALID if form.is_bound and form.errors else None
    return _page(request, section, form, shown, status)


def _save(request: HttpRequest, section: ReportSection, form: TextForm) -> HttpResponse:
    try:
        saved = commands.change_section(
            by=request.viewer.person,
            section=section,
            text=form.cleaned_data["text"],
            seen=form.cleaned_data["revision"],
        )
    except Stale:
        return _stale(request, section.pk, form)
    except commands.Frozen as problem:
        messages.error(request, str(problem))
        return redirect(to(request, "list"))
    messages.success(request, f"“{saved.title}” is saved.")
    return redirect(to(request, "section", saved.pk))


def _stale(request: HttpRequest, pk: UUID, form) -> HttpResponse:
    now = section_now(pk)
    last = last_change(now)
    current = {
        "text": now.text,
        "owner": now.owner,
        "state": now.state,
        "revision": now.revision,
    }
    return stale_page(
        request,
        form,
        current,
        changed_by=last.by.name if last and last.by else "",
        changed_at=last.at if last else None,
    )


def _page(request, section: ReportSection, form: TextForm, shown, status) -> HttpResponse:
    edition = edition_of(section.report)
    defined = edition.section(section.key)
    return form_page(
        request,
        form,
        title=section.title,
        button="Save section",
        template="reports/section.html",
        status=status,
        trail=trail(request, section.report),
        section=section,
        report=section.report,
        guidance=defined.guidance if defined else "",
        items=[
            (item, CHECKED if item.checked else NOT_CHECKED) for item in edition.items_of(defined)
        ]
        if defined
        else [],
        blocks=blocks_of(section),
        may_see=request.viewer.may(SEE, request.partnership.pk),
        preview=shown,
        may_manage=request.viewer.may(MANAGE, request.partnership.pk),
        is_ready=section.state in (ReportSection.State.READY, ReportSection.State.APPROVED),
    )


@open_to(WRITE)
@require_POST
def ready(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """The owner calls the section ready."""
    section = section_or_404(request, pk)
    try:
        commands.mark_section(
            by=request.viewer.person, section=section, state=ReportSection.State.READY
        )
    except commands.Refused as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"“{section.title}” is ready to be approved.")
    return redirect(to(request, "section", pk))


@open_to(MANAGE)
def manage(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Who writes the section, and how far it is."""
    section = section_or_404(request, pk)
    initial = {"owner": section.owner, "state": section.state, "revision": section.revision}
    owners = possible_owners(request.partnership)
    form = form_for(request, ManageForm, initial=initial, owners=owners)
    if request.method == "POST" and form.is_valid():
        answer = _manage(request, section, form)
        if answer is not None:
            return answer
    return form_page(
        request,
        form,
        title=f"Manage “{section.title}”",
        button="Save",
        cancel=to(request, "record", section.report.pk),
        trail=trail(request, section.report),
    )


def _manage(request: HttpRequest, section: ReportSection, form: ManageForm) -> HttpResponse | None:
    try:
        commands.manage_section(
            by=request.viewer.person,
            section=section,
            owner=form.cleaned_data["owner"],
            state=form.cleaned_data["state"],
            seen=form.cleaned_data["revision"],
        )
    except Stale:
        return _stale(request, section.pk, form)
    except commands.Refused as problem:
        form.add_error("state", str(problem))
        return None
    messages.success(request, f"“{section.title}” is saved.")
    return redirect(to(request, "record", section.report.pk))
