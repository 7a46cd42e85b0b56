"""Signing a report off, opening it again, saying that it was published."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.records.commands import Stale
from safeloom.reports import commands
from safeloom.reports.building import build, content_hash
from safeloom.reports.forms import PublishedForm, ReasonForm
from safeloom.reports.obstacles import obstacles
from safeloom.reports.permissions import MANAGE, SIGN
from safeloom.reports.queries import signings
from safeloom.reports.views.common import report_or_404, to, trail
from safeloom.web.forms import form_for, form_page
from safeloom.web.stale import stale_page


@open_to(SIGN)
def sign(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """What is signed, what stands in the way, and one button for each agency the person signs for."""
    report = report_or_404(request, pk, writing=True)
    if request.method == "POST":
        return _sign(request, report)
    built = build(report)
    content = content_hash(built)
    found = signings(report, request.viewer)
    return render(
        request,
        "reports/sign_off.html",
        {
            "title": f"Sign off {report.record.title}",
            "trail": trail(request, report),
            "report": report,
            "obstacles": obstacles(report, built.sections),
            "content": content,
            "signings": found,
            "mine": [one for one in found if one.mine and not one.signature],
            "outdated": [
                one for one in found if one.signature and one.signature.content != content
            ],
            "figures": len(built.document.figures),
        },
    )


def _sign(request: HttpRequest, report) -> HttpResponse:
    mine = {
        str(one.partner.agency_id): one.partner.agency_id
        for one in signings(report, request.viewer)
        if one.mine
    }
    agency = mine.get(request.POST.get("agency", ""))
    if agency is None:
        raise Http404
    try:
        commands.sign_off(
            by=request.viewer.person,
            report=report,
            agency=Agency(pk=agency),
            content=request.POST.get("content", ""),
        )
    except Stale:
        messages.error(
            request,
            "The report has changed since you opened this page. Nothing was signed: read it again,"
            " then sign.",
        )
        return redirect(to(request, "sign-off", report.pk))
    except (commands.Refused, commands.Frozen) as problem:
        messages.error(request, str(problem))
        return redirect(to(request, "record", report.pk))
    messages.success(request, "You have signed the report off.")
    return redirect(to(request, "record", report.pk))


@open_to(MANAGE)
def new_version(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Open a signed-off report again."""
    report = report_or_404(request, pk)
    if not report.is_frozen:
        return _not_yet(request, report)
    form = form_for(request, ReasonForm)
    if request.method == "POST" and form.is_valid():
        commands.new_version(
            by=request.viewer.person, report=report, reason=form.cleaned_data["reason"]
        )
        messages.success(request, "A new version is open. The signed one stays as it was.")
        return redirect(to(request, "record", pk))
    return form_page(
        request,
        form,
        title="Open a new version",
        lead="The signed version stays as it was. The new one needs every signature again.",
        button="Open new version",
        cancel=to(request, "record", pk),
        trail=trail(request, report),
    )


@open_to(MANAGE)
def published(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Say on which day the report was published."""
    report = report_or_404(request, pk)
    if not report.is_frozen:
        return _not_yet(request, report)
    initial = {"day": report.published, "revision": report.record.revision}
    form = form_for(request, PublishedForm, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            commands.record_publication(
                by=request.viewer.person,
                report=report,
                day=form.cleaned_data["day"],
                seen=form.cleaned_data["revision"],
            )
        except Stale:
            now = report_or_404(request, pk)
            current = {"day": now.published, "revision": now.record.revision}
            return stale_page(request, form, current, changed_by="", changed_at=None)
        messages.success(request, "The day of publication is recorded.")
        return redirect(to(request, "record", pk))
    return form_page(
        request,
        form,
        title="Record the publication",
        button="Save date",
        cancel=to(request, "record", pk),
        trail=trail(request, report),
    )


def _not_yet(request: HttpRequest, report) -> HttpResponse:
    messages.error(request, "The report is being written: that comes after it is signed off.")
    return redirect(to(request, "record", report.pk))
