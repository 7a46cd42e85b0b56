"""A line's page, and what can be done with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.actions.addresses import of_action
from safeloom.domain.actions.queries.rows import may
from safeloom.domain.actions.queries.states import watch_of
from safeloom.domain.partnership.forms import revisioned
from safeloom.domain.partnership.views.asking import ask
from safeloom.domain.partnership.views.tables import Cell, Table, section
from safeloom.domain.plans import addresses
from safeloom.domain.plans import plan_forms as forms
from safeloom.domain.plans.commands import lines as commands
from safeloom.domain.plans.commands.who import Who
from safeloom.domain.plans.line_standing import Due, LineStanding, line_standing
from safeloom.domain.plans.models import PlanLine
from safeloom.domain.plans.plan_forms import year_words
from safeloom.domain.plans.queries import lines as queries
from safeloom.domain.plans.queries.choices import line_choices
from safeloom.domain.plans.queries.risks import owners
from safeloom.domain.plans.views.plan_changes import CHANGE, plan_of, trail
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.today import today
from safeloom.web.as_at import read_as_at
from safeloom.web.marks import rag
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words

UPDATE = "plan.update"
_SAID = ("wording", "priority", "objective", "serves", "number", "order", "year")


@open_to("plan.see")
def record(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """A line as at a day: lead, date, how it stands, what was said over time."""
    here, viewer = request.partnership, request.viewer
    line = get_object_or_404(queries.one(viewer, here, pk))
    as_at = read_as_at(request)
    one = line_standing(line, as_at.day, watch_of(here, as_at.day))
    acts = _acts(request, line)
    page = RecordPage(
        title=line.wording if len(line.wording) <= 200 else f"{line.wording[:199].rstrip()}…",
        reference=line.number,
        status=one.outcome.get_outcome_display() if one.outcome else "Late" if one.is_late else "",
        status_kind="late" if one.is_late else "plain",
        facts=_facts(one),
        next_step=_next_step(request, line),
        sections=_sections(request, one),
        side=[Section("what-to-do", "What to do", "plans/acts.html")] if acts else [],
    )
    return record_response(
        request, page, trail=trail(request, line.plan), as_at=as_at, acts=acts, line=line
    )


def _facts(one: LineStanding) -> list[tuple[str, object]]:
    line = one.line
    facts: list[tuple[str, object]] = [
        ("How it stands", rag(one.rating)),
        ("Due", one.due.show()),
        ("Lead", one.lead),
    ]
    if line.priority:
        facts.append(("Priority", line.priority.title))
    if line.objective:
        facts.append(("Objective or outcome", line.objective.title))
    if line.serves:
        facts.append(("Serves", line.serves.title))
    if line.year:
        facts.append(("Year", year_words(line.year)))
    return facts


def _next_step(request: HttpRequest, line: PlanLine) -> tuple[str, str] | None:
    here = request.partnership
    if hasattr(line, "outcome"):
        return None
    if line.action is not None:
        if not may(request.viewer, "action.see", line.action):
            return None
        return "Open its action", of_action(here, line.action)
    if request.viewer.may(UPDATE, here.pk, line):
        return "Update the line", addresses.act("update-line", here, line.pk)
    return None


def _acts(request: HttpRequest, line: PlanLine) -> list[tuple[str, str]]:
    here, viewer = request.partnership, request.viewer
    if hasattr(line, "outcome") or not viewer.may_everywhere(CHANGE, here.pk):
        return []
    acts = [("Change the line", "change-line")]
    if line.action is None:
        acts += [("Move its date", "move-line"), ("Say who leads it", "lead-line")]
        if viewer.may("action.add", here.pk):
            acts.append(("Make it an action", "line-action"))
    return [(words, addresses.act(name, here, line.pk)) for words, name in acts]


def _sections(request: HttpRequest, one: LineStanding) -> list[Section]:
    here, line = request.partnership, one.line
    updates = Table(
        ["As at", "How it stands", "Update", "By"],
        [
            [
                date_words(row.day),
                rag(row.rating),
                row.text,
                row.by.name if row.by else "The installation",
            ]
            for row in reversed(line.updates.all())
            if row.day <= one.day
        ],
        f"It is told at its action, {line.action.record.reference}."
        if line.action
        else "Nothing was said of it yet.",
    )
    dues = Table(
        ["Said on", "Due", "Why it was moved"],
        [
            [date_words(row.day), Due(row.due, row.by_month, row.words).show(), row.reason]
            for row in reversed(line.dues.all())
            if row.day <= one.day
        ],
        "No date is known.",
    )
    leads = Table(
        ["Lead", "From", "To"],
        [
            [row.called, date_words(row.start), date_words(row.end) or "Until further notice"]
            for row in reversed(line.leads.all())
        ],
        "Nobody leads it yet.",
    )
    sections: list[Section] = [
        section("updates", "Updates", updates),
        section("due", "Its date over time", dues),
        section("leads", "Who led it", leads),
    ]
    if (path := _path(here, one)).rows:
        sections.append(section("years", "From year to year", path))
    return sections


def _path(here: Any, one: LineStanding) -> Table:
    rows = []
    before = one.line.came_from
    if before is not None:
        rows.append(
            ["Carried on from", Cell(before.wording[:120], addresses.of_line(here, before)), ""]
        )
    if one.outcome is not None:
        rows.append(
            [one.outcome.get_outcome_display(), date_words(one.outcome.day), one.outcome.reason]
        )
    rows += [
        ["Carried forward to", Cell(after.plan.title, addresses.of_line(here, after)), ""]
        for after in queries.carried_on_by(one.line)
        if after.added <= one.day
    ]
    return Table(["What", "Which", "Why"], rows)


@open_to(CHANGE)
def add(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add a line to a plan."""
    plan, here = plan_of(request, reference), request.partnership

    def act(said: dict[str, Any]) -> PlanLine:
        lead = Who(**{name: said.pop(name) for name in ("agency", "post", "group", "words")})
        new = commands.NewLine(lead=lead, **said)
        return commands.add_line(by=request.viewer.person, plan=plan, new=new)

    return ask(
        request,
        forms.AddLineForm,
        act,
        title="Add a line",
        button="Add line",
        done="The line was added.",
        lead=plan.title,
        rows=line_choices(plan) | owners(here, today()),
        back=lambda line: addresses.of_line(here, line),
        cancel=addresses.of_plan(here, plan),
        trail=trail(request, plan),
    )


@open_to(CHANGE)
def change(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Change what a line says."""

    def said(line: PlanLine) -> dict[str, Any]:
        found = {name: getattr(line, name) for name in _SAID}
        return found | {"revision": line.revision, "year": str(line.year or "")}

    line = _line(request, pk, CHANGE)
    return _ask(
        request,
        line,
        forms.LineFields,
        commands.change_line,
        initial=said(line),
        current=lambda: said(_line(request, pk, CHANGE)),
        rows=line_choices(line.plan),
        title="Change the line",
        button="Save line",
        done="The line was changed.",
    )


@open_to(CHANGE)
def move(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Give a line another date."""
    return _ask(
        request,
        _line(request, pk, CHANGE),
        forms.MoveForm,
        commands.move_due,
        title="Move the date of a line",
        button="Move date",
        done="The date was moved. What it was before is kept.",
    )


@open_to(CHANGE)
def lead(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Say who leads a line."""

    def act(*, by: Any, line: PlanLine, seen: int, start: Any, **said: Any) -> PlanLine:
        led = Who(**said)
        return commands.set_lead(by=by, line=line, seen=seen, lead=led, start=start)

    return _ask(
        request,
        _line(request, pk, CHANGE),
        forms.LeadForm,
        act,
        rows=owners(request.partnership, today()),
        title="Who leads the line?",
        button="Save lead",
        done="The lead was saved.",
    )


@open_to(UPDATE)
def update(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Say how a line goes."""
    return _ask(
        request,
        _line(request, pk, UPDATE),
        forms.UpdateForm,
        commands.update_line,
        title="Update the line",
        button="Save update",
        done="The update was saved.",
    )


@open_to(CHANGE)
def action(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Let a line be told by an action of the tracker."""
    rows = owners(request.partnership, today())
    return _ask(
        request,
        _line(request, pk, CHANGE),
        forms.ActionForm,
        commands.make_action,
        rows={"owner": rows["agency"], "post": rows["post"]},
        title="Make an action of the line",
        button="Make action",
        done="It is an action now: its owner updates it, and the plan follows.",
        lead_words="Its owner is reminded of it and updates it in the tracker; how the line stands follows "
        "from that. What was said of it so far stays.",
    )


def _line(request: HttpRequest, pk: UUID, permission: str) -> PlanLine:
    return get_object_or_404(queries.lines(request.viewer, request.partnership, permission), pk=pk)


def _ask(
    request: HttpRequest,
    line: PlanLine,
    form: Any,
    command: Callable[..., Any],
    *,
    lead_words: str = "",
    **words: Any,
) -> HttpResponse:
    here = request.partnership
    words.setdefault("initial", {"revision": line.revision})
    words.setdefault(
        "current",
        lambda: {"revision": _line(request, line.pk, "plan.see").revision},
    )
    return ask(
        request,
        revisioned(form),
        lambda said: command(
            by=request.viewer.person, line=line, seen=said.pop("revision"), **said
        ),
        lead=lead_words or line.wording,
        back=addresses.of_line(here, line),
        subject=str(line.pk),
        trail=trail(request, line.plan),
        **words,
    )
