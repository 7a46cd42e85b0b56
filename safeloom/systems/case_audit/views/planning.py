"""Beginning an audit, drawing cases, sending tools, opening the day, and finishing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.queries.people import known_people, with_work
from safeloom.domain.questionnaires.queries.choices import to_ask
from safeloom.foundation.access.pages import open_to
from safeloom.systems.case_audit import forms
from safeloom.systems.case_audit.addresses import at, of_audit
from safeloom.systems.case_audit.commands import asking, audits, challenge_day, drawing
from safeloom.systems.case_audit.content import USE, day_words
from safeloom.systems.case_audit.models import CaseAudit
from safeloom.systems.case_audit.queries.audits import agencies_of
from safeloom.systems.case_audit.queries.audits import audits as audits_of
from safeloom.systems.case_audit.queries.cases import awaited, draws_open
from safeloom.systems.case_audit.views.finding import CHANGE, found_audit, trail
from safeloom.web.acting import act_on
from safeloom.web.words import count_words


@open_to(CHANGE)
def begin(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Begin an audit."""
    here = request.partnership
    made = []

    def act(form: forms.BeginForm) -> str:
        plan = audits.Plan(**form.cleaned_data)
        made.append(audits.begin_audit(by=request.viewer.person, partnership=here, plan=plan))
        return "The audit is begun. Draw its cases next."

    return act_on(
        request,
        forms.BeginForm,
        act,
        title="Begin a case audit",
        button="Begin audit",
        back=lambda: of_audit(here, made[0]),
        cancel=at("audits", here),
        rows=(
            with_work(known_people(here), here, request.viewer.day),
            audits_of(request.viewer, here).filter(finished__isnull=False).order_by("-start"),
        ),
        trail=trail(here),
    )


@open_to(CHANGE)
def draw(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Draw cases by lot out of a pasted list."""
    here = request.partnership
    audit = found_audit(request, reference, CHANGE)

    def act(form: forms.DrawForm) -> str:
        made = drawing.draw_cases(by=request.viewer.person, audit=audit, **form.cleaned_data)
        return f"Drawn by the number {made.number}."

    return act_on(
        request,
        forms.DrawForm,
        act,
        title="Draw cases",
        button="Draw",
        back=f"{of_audit(here, audit)}#cases",
        rows=agencies_of(here, request.viewer.day),
        trail=trail(here, audit),
    )


@open_to(CHANGE)
def check_draw(
    request: HttpRequest, partnership_key: str, reference: str, pk: UUID
) -> HttpResponse:
    """Draw again from the same list, and say whether the same cases come out. Nothing is changed."""
    here = request.partnership
    audit = found_audit(request, reference, CHANGE)
    made = get_object_or_404(draws_open(request.viewer, here, audit), pk=pk)

    def act(form: forms.CheckForm) -> str:
        drawing.check_repeats(made, form.cleaned_data["references"])
        return f"It is the same list, and the number {made.number} draws the same cases from it."

    return act_on(
        request,
        forms.CheckForm,
        act,
        title="Draw again",
        button="Draw again",
        back=f"{of_audit(here, audit)}#cases",
        lead="Whether the cases of this audit came by lot can be shown at any time.",
        trail=trail(here, audit),
    )


@open_to(CHANGE)
def tool(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Choose the tool of an audit."""
    here = request.partnership
    audit = found_audit(request, reference, CHANGE)
    rows = [one for one in to_ask(request.viewer, here) if one.questionnaire.use == USE]
    by_key = {str(one.pk): one for one in rows}

    def act(form: forms.ToolForm) -> str:
        data = form.cleaned_data
        asking.set_tool(
            by=request.viewer.person,
            audit=audit,
            version=by_key[data["version"]],
            due=data["due"],
            kind=data["kind"],
        )
        return "The tool is chosen. Send it next."

    return act_on(
        request,
        forms.ToolForm,
        act,
        title="Choose a tool",
        button="Choose tool",
        back=f"{of_audit(here, audit)}#cases",
        rows=rows,
        lead=""
        if rows
        else "Publish a questionnaire for case audits first, under Questionnaires: one is ready to use.",
        trail=trail(here, audit),
    )


@open_to(CHANGE)
def ask(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Ask agencies to audit the cases."""
    here = request.partnership
    audit = found_audit(request, reference, CHANGE)

    def act(form: forms.AskForm) -> str:
        asking.ask_agencies(by=request.viewer.person, audit=audit, **form.cleaned_data)
        return "The tools are sent."

    return act_on(
        request,
        forms.AskForm,
        act,
        title="Send tools",
        button="Send tools",
        back=of_audit(here, audit),
        rows=agencies_of(here, request.viewer.day),
        lead="Each agency gets its own tool for each case, and sees no other’s before the "
        f"{day_words(audit.kind)}.",
        trail=trail(here, audit),
    )


@open_to(CHANGE)
def day(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Plan the day on which grades are settled."""
    here = request.partnership
    audit = found_audit(request, reference, CHANGE)

    def act(form: forms.DayForm) -> str:
        data = form.cleaned_data
        audits.plan_day(
            by=request.viewer.person, audit=audit, day=data["day"], seen=data["revision"]
        )
        return "The day is planned."

    return act_on(
        request,
        forms.DayForm,
        act,
        title=f"Plan the {day_words(audit.kind)}",
        button="Save day",
        back=of_audit(here, audit),
        initial={"day": audit.day, "revision": audit.revision},
        trail=trail(here, audit),
    )


@open_to(CHANGE)
def open_the_day(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Open the day: all who audited a case see all its tools."""
    here = request.partnership
    audit = found_audit(request, reference, CHANGE)

    def act(form: forms.SureForm) -> str:
        challenge_day.open_day(
            by=request.viewer.person, audit=audit, seen=form.cleaned_data["revision"]
        )
        return "It is open: settle the grades of each case."

    called = day_words(audit.kind)
    return act_on(
        request,
        forms.SureForm,
        act,
        title=f"Open the {called}?",
        button=f"Open the {called}",
        back=of_audit(here, audit),
        initial={"revision": audit.revision},
        lead=f"{_missing(audit)}Tools are taken no longer, and each agency sees all tools of the cases it "
        "audited. This cannot be taken back.",
        trail=trail(here, audit),
    )


def _missing(audit: CaseAudit) -> str:
    many = awaited(audit)
    if not many:
        return ""
    return f"{count_words(many, 'tool is', 'tools are')} not handed in yet and will stay out. "


@open_to(CHANGE)
def find(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Write down good practice or a finding."""
    here = request.partnership
    audit = found_audit(request, reference, CHANGE)

    def act(form: forms.FindingForm) -> str:
        audits.add_finding(by=request.viewer.person, audit=audit, **form.cleaned_data)
        return "It is written down."

    return act_on(
        request,
        forms.FindingForm,
        act,
        title="Add what was found",
        button="Save",
        back=f"{of_audit(here, audit)}#findings",
        trail=trail(here, audit),
    )


@open_to(CHANGE)
def finish(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Finish the audit."""
    here = request.partnership
    audit = found_audit(request, reference, CHANGE)

    def act(form: forms.SureForm) -> str:
        audits.finish_audit(by=request.viewer.person, audit=audit)
        return "The audit is finished."

    return act_on(
        request,
        forms.SureForm,
        act,
        title="Finish this audit?",
        button="Finish audit",
        back=of_audit(here, audit),
        initial={"revision": audit.revision},
        lead="Settled grades stay as they are, and all who may see audits see what they come to. "
        "The cases stay sealed.",
        trail=trail(here, audit),
    )
