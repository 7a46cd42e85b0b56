"""The list of reports, opening one, and the page of one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from safeloom.foundation.access.pages import open_to
from safeloom.kernel.periods import Period
from safeloom.reports import commands
from safeloom.reports.building import inspect
from safeloom.reports.checklists import answers
from safeloom.reports.deadlines import deadlines_of
from safeloom.reports.forms import OpenForm
from safeloom.reports.kinds import definitions, edition_of
from safeloom.reports.models import Report
from safeloom.reports.obstacles import obstacles
from safeloom.reports.permissions import LIST, MANAGE, SEE, own_sections
from safeloom.reports.queries import reports as reports_of
from safeloom.reports.queries import sections_of, signings, versions_of
from safeloom.reports.views.common import report_or_404, to, trail
from safeloom.web.forms import form_for, form_page
from safeloom.web.lists import Column, ListPage, list_response
from safeloom.web.part_pages import part_pages
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words


@open_to(LIST)
def reports(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The reports a person may read, and the sections they are to write."""
    page = ListPage(
        title="Reports",
        noun=("report", "reports"),
        search=["record__title", "record__reference"],
        default_order=("-period_end", "record__reference"),
        columns=[
            Column(
                "Report",
                "record.title",
                sort="record__title",
                link=lambda report: to(request, "record", report.pk),
            ),
            Column("Reference", "record.reference", sort="record__reference"),
            Column("Period", period_words, sort="period_end"),
            Column("Guidance", lambda report: edition_of(report).title),
            Column("State", "get_state_display", sort="state"),
            Column("Version", "version", kind="number"),
            Column(
                "Sections settled",
                lambda report: f"{report.sections_settled} of {report.sections_all}",
            ),
        ],
        empty="Your reports will stand here, with who writes which section and how far it is.",
    )
    mine = own_sections(request.viewer, request.partnership).filter(
        report__state=Report.State.WRITING
    )
    actions = part_pages(request, "reports:list")
    if request.viewer.may(MANAGE, request.partnership.pk):
        actions = [("Open a report", to(request, "open")), *actions]
    return list_response(
        request,
        page,
        reports_of(request.viewer, request.partnership),
        template="reports/list.html",
        actions=actions,
        mine=mine,
        may_see=request.viewer.may(SEE, request.partnership.pk),
    )


@open_to(MANAGE)
def open_one(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Begin a report."""
    form = form_for(request, OpenForm, kinds=definitions())
    if request.method == "POST" and form.is_valid():
        report = commands.open_report(
            by=request.viewer.person, partnership=request.partnership, **form.cleaned_data
        )
        messages.success(request, f"{report.record.title} is open. Give its sections out next.")
        return redirect(to(request, "record", report.pk))
    return form_page(
        request,
        form,
        title="Open a report",
        button="Open report",
        cancel=to(request, "list"),
        trail=trail(request),
    )


@open_to(SEE)
def record(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """A report: its sections, its checklist, who has signed and what stands in the way."""
    report = report_or_404(request, pk)
    sections = sections_of(report)
    edition = edition_of(report)
    in_the_way = [] if report.is_frozen else obstacles(report, inspect(report))
    (_, dues) = deadlines_of([report])[0]
    may_manage = request.viewer.may(MANAGE, request.partnership.pk)
    mine = {section.pk for section in own_sections(request.viewer, request.partnership)}
    page = RecordPage(
        of=report.record,
        title=report.record.title,
        reference=report.record.reference,
        status=report.get_state_display(),
        status_kind="done" if report.is_frozen else "wait",
        facts=[
            ("Period", period_words(report)),
            ("Guidance", edition.title),
            ("Version", report.version),
            ("Published", date_words(report.published) or "Not yet"),
        ],
        next_step=_next_step(request, report, in_the_way, may_manage),
        sections=[
            Section("sections", "Sections", "reports/record/sections.html"),
            *(
                []
                if report.is_frozen
                else [Section("obstacles", "Before sign-off", "reports/record/obstacles.html")]
            ),
            Section("sign-off", "Sign-off", "reports/record/signings.html"),
            Section("checklist", "What the guidance asks for", "reports/record/checklist.html"),
            Section("versions", "Versions", "reports/record/versions.html"),
        ],
        side=[
            Section("read", "Read and download", "reports/record/reading.html"),
            Section("due", "Due", "reports/record/due.html"),
        ],
    )
    return record_response(
        request,
        page,
        trail=trail(request),
        report=report,
        sections=sections,
        writable={section.pk for section in sections} if may_manage else mine,
        may_manage=may_manage,
        edition=edition,
        answers=answers(edition, sections),
        obstacles=in_the_way,
        signings=signings(report, request.viewer),
        versions=versions_of(report),
        dues=dues,
    )


def period_words(report: Report) -> str:
    """`April 2025 to March 2026`."""
    return Period(report.period_start, report.period_end).label()


def _next_step(request, report: Report, in_the_way: list, may_manage: bool):
    if report.is_frozen:
        if may_manage and not report.published:
            return ("Record its publication", to(request, "published", report.pk))
        return ("Read the report", to(request, "read", report.pk))
    if not in_the_way and request.viewer.may("report.sign", request.partnership.pk):
        return ("Sign the report off", to(request, "sign-off", report.pk))
    return ("Read the draft", to(request, "read", report.pk))
