"""Disagreements: the list of them, and the page of each."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.sealed.models import Opening
from safeloom.foundation.sealed.reading import read
from safeloom.foundation.workflow.queries import state_after
from safeloom.systems.challenge import content
from safeloom.systems.challenge.addresses import at, of_disagreement
from safeloom.systems.challenge.models import Disagreement
from safeloom.systems.challenge.queries import disagreements as queries
from safeloom.systems.challenge.queries.people import parties
from safeloom.systems.challenge.queries.stages import workflow_of
from safeloom.systems.challenge.workflows import FINAL, FIRST, SETTLED, WITHDRAWN, number_of
from safeloom.web.clocks import clocks_section
from safeloom.web.files import files_section
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.marks import tag
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import count_words, moment_words

SEE = "challenge.see"
STATES = [("open", "Open"), ("late", "Late"), (SETTLED, "Settled"), (WITHDRAWN, "Withdrawn")]


def trail(here: Any, found: Disagreement | None = None) -> list[tuple[str, str]]:
    """The way back to the list, or to a disagreement."""
    way = [("Challenge", at("list", here))]
    if found is not None:
        way.append((found.record.reference, of_disagreement(here, found)))
    return way


def the_one(request: HttpRequest, reference: str, permission: str) -> Disagreement:
    """The disagreement of a reference for which the viewer holds a permission, or 404. That a form on a
    sealed one is opened is noted; of its own page `web/records` does so."""
    rows = queries.disagreements(request.viewer, request.partnership, permission)
    found = get_object_or_404(rows.prefetch_related("policy__stages"), record__reference=reference)
    if permission != SEE:
        read(request, found.record, Opening.How.CHANGE)
    return found


def _in_state(rows: Any, value: str) -> Any:
    if value == "late":
        return queries.late_only(rows)
    return queries.open_only(rows) if value == "open" else rows.filter(state=value)


def _about(row: Disagreement) -> str:
    """What it is about; of a sealed one that it is sealed."""
    return "Sealed" if row.record.is_sealed else content.themes().get(row.theme, row.theme)


def _stage(row: Disagreement) -> Any:
    if queries.is_late(row):
        return tag(f"{queries.state_words(row)}, late", "late")
    return queries.state_words(row)


LIST = ListPage(
    title="Challenge",
    noun=("disagreement", "disagreements"),
    search=["record__reference", "record__title"],
    default_order="-raised",
    columns=[
        Column(
            "Reference",
            "record.reference",
            sort="record__reference",
            link=lambda row: of_disagreement(row.partnership, row),
        ),
        Column("About", _about),
        Column("Between", queries.between_words),
        Column("Stage", _stage, sort="state", export=queries.state_words),
        Column("Raised", "raised", sort="raised", kind="date"),
        Column("Due", "clock_due", sort="clock_due", kind="date"),
        Column("Outcome", lambda row: content.outcomes().get(row.outcome, ""), sort="outcome"),
    ],
    filters=[
        Filter("state", "State", STATES, _in_state),
        Filter(
            "theme",
            "About",
            lambda request: content.themes().items(),
            lambda rows, value: queries.of_theme(rows, value),
        ),
    ],
    empty="Professional disagreements between agencies will stand here, stage by stage.",
)


@open_to("challenge.see")
def listed(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The disagreements the viewer may see."""
    here, viewer = request.partnership, request.viewer
    actions = [
        (words, at(name, here))
        for words, name, permission in (
            ("Raise a disagreement", "raise", "challenge.raise"),
            ("Partner challenge log", "partners", "partner-challenge.see"),
            ("Themes", "themes", "challenge.see"),
            ("Stages", "stages", "challenge.see"),
        )
        if viewer.may(permission, here.pk)
    ]
    rows = queries.standing(queries.disagreements(viewer, here))
    return list_response(request, LIST, rows, actions=actions)


@open_to("challenge.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A disagreement: what it is about, its stages, what was said, its clock."""
    here, viewer = request.partnership, request.viewer
    found = the_one(request, reference, SEE)
    moves = queries.moves(found)
    workflow = workflow_of(found.policy)
    state = workflow.state(state_after(moves, FIRST))
    between = parties(found.record)
    clocks = clocks_section(viewer, here, found.record, change="challenge.change")
    now = datetime.now(UTC)
    late = any(line.reading.late for line in clocks.lines)
    acts = _acts(request, found, state.key)
    facts: list[tuple[str, Any]] = [
        (party.get_side_display(), party.agency.name) for party in between
    ]
    facts += [("Raised on", moment_words(found.raised)), *clocks.facts]
    if found.outcome:
        facts.append(("Outcome", content.outcomes().get(found.outcome, found.outcome)))
    says = bool(queries.speaks_for(viewer, found, between)) and state.key not in FINAL
    page = RecordPage(
        title=content.themes().get(found.theme, found.theme),
        reference=found.record.reference,
        status=f"{state.title}, late" if late else state.title,
        status_kind="late" if late else state.mark,
        facts=facts,
        of=found.record,
        next_step=acts[0] if acts else None,
        sections=[
            Section("about", "What it is about", "challenge/about.html"),
            Section("stages", "Stages", "challenge/passages.html"),
            Section(
                "said",
                "What was said",
                "challenge/said.html",
                ("Say something", at("say", here, reference)) if says else None,
            ),
            clocks,
            files_section(viewer, here, found.record, viewer.day),
        ],
        side=[Section("steps", "What else can be done", "challenge/steps.html")]
        if acts[1:]
        else [],
    )
    return record_response(
        request,
        page,
        trail=trail(here),
        found=found,
        post=found.raised_post,
        passages=[_passage(each, now) for each in queries.passages(found, moves)],
        withdrawn=moves[-1] if state.key == WITHDRAWN else None,
        statements=queries.statements(found),
        acts=acts[1:],
    )


def _passage(passage: queries.Passage, now: datetime) -> dict[str, Any]:
    left = passage.left
    return {
        "title": passage.title,
        "between": passage.between,
        "since": moment_words(passage.stay.start),
        "long": long_words(passage.long(now)),
        "left": _left(left),
        "by": left.by.name if left and left.by else "",
        "reason": left.reason if left else "",
    }


def _left(move: Any) -> str:
    if move is None:
        return ""
    number = number_of(move.to)
    if move.step == "at-once":
        return f"Immediate risk: to stage {number}"
    return f"Moved up to stage {number}" if number else move.to.capitalize()


def long_words(long: timedelta) -> str:
    """`5 hours`, `3 days`: hours up to two days, then whole days."""
    hours = int(long.total_seconds() // 3600)
    if hours < 1:
        return "less than an hour"
    return count_words(hours, "hour", "hours") if hours < 48 else f"{hours // 24:,} days"


def _acts(request: HttpRequest, found: Disagreement, state: str) -> list[tuple[str, str]]:
    """What the viewer may do with it as it stands, the one to be expected first."""
    here, viewer = request.partnership, request.viewer
    workflow = workflow_of(found.policy)
    may = {key for key in ("challenge.move", "challenge.settle") if viewer.may(key, here.pk, found)}
    steps = {step.key: step for step in workflow.steps_from(state, may)}
    formal = "agree" not in {step.key for step in workflow.steps_from(state)}
    up = next((key for key in steps if key.startswith("up-")), None)
    order = ["settle", up] if formal else [up, "agree"]
    order += ["settle", "at-once", "withdraw"]
    wanted = list(dict.fromkeys(key for key in order if key in steps))
    if "agree" in wanted and "settle" in wanted:
        wanted.remove("settle" if not formal else "agree")
    names = {up: "move-up"}
    return [
        (_titled(key, steps[key].title), at(names.get(key, key), here, found.record.reference))
        for key in wanted
    ]


def _titled(key: str, title: str) -> str:
    return "Somebody may be at immediate risk" if key == "at-once" else title
