"""A case with its tools side by side, and settling its grades in one screen."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from safeloom.domain.actions.sections import actions_section, recommendations_section
from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.workflows import RESPONSE
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.sealed.models import Opening
from safeloom.foundation.sealed.reading import read
from safeloom.systems.case_audit.addresses import at, of_case
from safeloom.systems.case_audit.commands import challenge_day
from safeloom.systems.case_audit.forms import SettleForm
from safeloom.systems.case_audit.queries.cases import Beside, SideBySide, side_by_side
from safeloom.systems.case_audit.views.finding import CHANGE, SEE, found_case, trail
from safeloom.web.acting import act_on
from safeloom.web.files import files_section
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import moment_words


@open_to(SEE)
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """What each agency said of a case, and what was settled."""
    here, viewer = request.partnership, request.viewer
    case = found_case(request, reference)
    audit = case.audit
    settles = audit.opened and not audit.finished and viewer.may(CHANGE, here.pk, case)
    beside = side_by_side(case)
    words = "Settle grades" if case.settled is None else "Change settled grades"
    facts: list[tuple[str, Any]] = [("Audit", audit.record.title)]
    if case.settled:
        facts += [("Settled", moment_words(case.settled)), ("Present", case.present)]
    page = RecordPage(
        title=f"Case {case.reference}",
        reference=reference,
        status="Settled" if case.settled else "Not settled",
        status_kind="done" if case.settled else "wait",
        facts=facts,
        of=case.record,
        next_step=(words, at("settle", here, reference)) if settles else None,
        sections=[
            Section("tools", "Tools side by side", "case_audit/tools.html"),
            recommendations_section(viewer, here, case.record, viewer.day),
            actions_section(viewer, here, case.record, viewer.day),
            files_section(viewer, here, case.record, viewer.day),
        ],
    )
    return record_response(
        request,
        page,
        trail=trail(here, audit),
        case=case,
        tools=[(one.agency.name, RESPONSE.state(one.state).title) for one in beside.tools],  # type: ignore[attr-defined, union-attr]
        rows=_shown(beside),
    )


@open_to(CHANGE)
def settle_grades(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Settle the grades of a case, all in one screen."""
    here = request.partnership
    case = found_case(request, reference, CHANGE)
    read(request, case.record, Opening.How.CHANGE)
    beside = side_by_side(case)
    graded = [row for row in beside.rows if row.question.kind == Kind.GRADE]

    def act(form: SettleForm) -> str:
        challenge_day.settle(
            by=request.viewer.person,
            case=case,
            grades=form.grades,
            present=form.cleaned_data["present"],
            seen=form.cleaned_data["revision"],
        )
        return "The grades are settled."

    initial: dict[str, Any] = {"present": case.present, "revision": case.revision}
    for row in graded:
        if row.settled:
            initial[f"grade-{row.question.key}"] = row.settled.option.key
            initial[f"reason-{row.question.key}"] = row.settled.reason
    return act_on(
        request,
        SettleForm,
        act,
        title=f"Settle grades of case {case.reference}",
        button="Save settled grades",
        back=of_case(here, case),
        initial=initial,
        rows=[(row.question, _own_words(beside, row)) for row in graded],
        lead="The agencies’ own grades stay beside what is settled.",
        trail=[*trail(here, case.audit), (case.reference, of_case(here, case))],
    )


def _own_words(beside: SideBySide, row: Beside) -> str:
    """`Vale Council: Good. Vale Constabulary: Requires improvement.`"""
    pairs = zip(beside.tools, row.said, strict=True)
    return " ".join(
        f"{tool.agency.name}: {answer.option.title if answer.option else 'not applicable'}."  # type: ignore[union-attr]
        for tool, answer in pairs
        if answer is not None
    )


def _shown(beside: SideBySide) -> list[dict[str, Any]]:
    names = [one.agency.name for one in beside.tools]  # type: ignore[union-attr]
    return [
        {
            "question": row.question,
            "said": list(zip(names, row.said, strict=True)),
            "settled": row.settled,
            "graded": row.question.kind == Kind.GRADE,
        }
        for row in beside.rows
    ]
