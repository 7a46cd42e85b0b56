"""The audits, and one audit."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from safeloom.domain.actions.sections import actions_section, recommendations_section
from safeloom.domain.questionnaires import addresses as engine
from safeloom.foundation.access.pages import open_to
from safeloom.systems.case_audit.addresses import at, of_audit, of_case
from safeloom.systems.case_audit.content import day_words, kinds
from safeloom.systems.case_audit.models import CaseAudit
from safeloom.systems.case_audit.queries.audits import audits, stage_of
from safeloom.systems.case_audit.queries.cases import cases
from safeloom.systems.case_audit.queries.results import results
from safeloom.systems.case_audit.views.finding import CHANGE, SEE, found_audit, trail
from safeloom.web.files import files_section
from safeloom.web.lists import Column, ListPage, list_response
from safeloom.web.marks import tag
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words


def _kind(row: CaseAudit) -> str:
    return kinds().get(row.kind, {}).get("title", row.kind)


LIST = ListPage(
    title="Case audits",
    noun=("audit", "audits"),
    search=["record__reference", "record__title"],
    default_order="-start",
    columns=[
        Column(
            "Theme",
            "record.title",
            sort="record__title",
            link=lambda row: of_audit(row.partnership, row),
        ),
        Column("Kind", _kind, sort="kind"),
        Column("Cases from", "start", sort="start", kind="date"),
        Column("Grades settled on", "day", sort="day", kind="date"),
        Column("Stage", lambda row: tag(*stage_of(row)), export=lambda row: stage_of(row)[0]),
        Column("Reference", "record.reference", sort="record__reference"),
    ],
    empty="Audits of cases will stand here: by theme, with the grades settled together.",
)


@open_to(SEE)
def listed(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The audits the viewer may see."""
    here, viewer = request.partnership, request.viewer
    actions = []
    if viewer.may(CHANGE, here.pk):
        actions.append(("Begin an audit", at("begin", here)))
    if viewer.may("questionnaire.see", here.pk):
        actions.append(("Audit calendar", at("year", here)))
    return list_response(
        request,
        LIST,
        audits(viewer, here),
        actions=actions,
        trail=engine.to_assurance(viewer, here),
    )


@open_to(SEE)
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """An audit: why, what good looks like, its cases where they are open, results and findings."""
    here, viewer = request.partnership, request.viewer
    audit = found_audit(request, reference)
    changes = viewer.may(CHANGE, here.pk, audit)
    opened = list(cases(viewer, here).filter(audit=audit).order_by("draw__at", "place"))
    acts = _acts(here, audit, opened, viewer.day) if changes else []
    status, mark = stage_of(audit)
    day = day_words(audit.kind)
    facts: list[tuple[str, Any]] = [
        ("Kind", _kind(audit)),
        ("Cases", f"{date_words(audit.start)} to {date_words(audit.end)}"),
        (day.capitalize(), date_words(audit.day) if audit.day else "Not planned yet"),
    ]
    if audit.finished:
        facts.append(("Finished", date_words(audit.finished)))
    sections = [Section("why", "Why, and what good looks like", "case_audit/why.html")]
    if opened or changes:
        sections.append(Section("cases", "Cases", "case_audit/cases.html"))
    lines = results(audit, viewer) if audit.opened else []
    if lines and (audit.finished or opened):
        sections.append(Section("results", "Grades", "case_audit/results.html"))
    find = ("Add", at("find", here, reference)) if changes else None
    sections += [
        Section("findings", "Good practice and findings", "case_audit/findings.html", find),
        recommendations_section(viewer, here, audit.record, viewer.day),
        actions_section(viewer, here, audit.record, viewer.day),
        files_section(viewer, here, audit.record, viewer.day),
    ]
    further = [Section("steps", "What else can be done", "case_audit/steps.html")]
    page = RecordPage(
        title=audit.record.title,
        reference=reference,
        status=status,
        status_kind=mark,
        facts=facts,
        of=audit.record,
        next_step=acts[0] if acts else None,
        sections=sections,
        side=further if acts[1:] else [],
    )
    return record_response(
        request,
        page,
        trail=trail(here),
        audit=audit,
        cases=[(one, of_case(here, one)) for one in opened],
        draws=[
            (one, at("check-draw", here, reference, one.pk) if changes else "")
            for one in {case.draw_id: case.draw for case in opened}.values()
        ],
        tools=audit.tools.select_related("campaign__record", "campaign__version")
        if changes
        else [],
        lines=lines,
        findings=audit.findings.all(),
        earlier=_earlier(request, audit),
        acts=acts[1:],
        day_called=day,
    )


def _earlier(request: HttpRequest, audit: CaseAudit) -> tuple[CaseAudit, str] | None:
    here = request.partnership
    if audit.earlier is None:
        return None
    found = audits(request.viewer, here).filter(pk=audit.earlier.pk).first()
    return (found, of_audit(here, found)) if found else None


def _acts(here: Any, audit: CaseAudit, opened: list, today: date) -> list[tuple[str, str]]:
    """What may be done with it as it stands, the one to be expected first: the day is not opened before it
    has come unless somebody means to."""
    key = audit.record.reference
    draw = ("Draw cases", at("draw", here, key))
    tool = ("Choose a tool", at("set-tool", here, key))
    ask = ("Send tools", at("ask", here, key))
    day = ("Plan the day", at("plan-day", here, key))
    begin = (f"Open the {day_words(audit.kind)}", at("open-day", here, key))
    if audit.finished:
        return []
    if audit.opened:
        return [("Finish the audit", at("finish", here, key))]
    tools = [one.campaign for one in audit.tools.select_related("campaign")]
    if not opened:
        return [draw, tool, day]
    if not tools:
        return [tool, draw, day]
    if any(one.sent for one in tools):
        further = [ask, draw, tool, day]
        early = audit.day is None or audit.day > today
        return [day, begin, ask, draw, tool] if early else [begin, *further]
    return [ask, draw, tool, day]
