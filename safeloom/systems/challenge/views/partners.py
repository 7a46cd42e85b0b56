"""The partner-to-partner challenge log."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.files.queries import record_for
from safeloom.systems.challenge.addresses import at, of_challenge
from safeloom.systems.challenge.commands import partners as verbs
from safeloom.systems.challenge.forms import AnswerForm, AskForm, CloseForm, ReasonForm
from safeloom.systems.challenge.models import PartnerChallenge, Party
from safeloom.systems.challenge.queries import partners as queries
from safeloom.systems.challenge.queries.disagreements import (
    agencies_to_choose,
    agencies_to_raise_for,
)
from safeloom.systems.challenge.queries.sources import source_of
from safeloom.systems.challenge.workflows import ANSWERED, ASKED, CLOSED, PARTNER
from safeloom.web.acting import act_on
from safeloom.web.clocks import clocks_section
from safeloom.web.files import files_section
from safeloom.web.forms import Form
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words

STATES = [(state.key, state.title) for state in PARTNER.states]


def _trail(here: Any, found: PartnerChallenge | None = None) -> list[tuple[str, str]]:
    way = [("Challenge", at("list", here)), ("Partner challenge log", at("partners", here))]
    if found is not None:
        way.append((found.record.reference, of_challenge(here, found)))
    return way


LIST = ListPage(
    title="Partner challenge log",
    noun=("challenge", "challenges"),
    search=["record__reference", "record__title"],
    default_order="-asked",
    columns=[
        Column(
            "Reference",
            "record.reference",
            sort="record__reference",
            link=lambda row: of_challenge(row.partnership, row),
        ),
        Column("About", "record.title", sort="record__title"),
        Column("Asked by", lambda row: queries.side(row, Party.Side.ASKS)),
        Column("Asked of", lambda row: queries.side(row, Party.Side.ANSWERS)),
        Column("Asked on", "asked", sort="asked", kind="date"),
        Column("Answer due", "clock_due", sort="clock_due", kind="date"),
        Column("State", queries.state_words, sort="state"),
    ],
    filters=[Filter("state", "State", STATES, "state")],
    empty="What partners challenge one another on, at meetings or otherwise, will stand here.",
)


@open_to("partner-challenge.see")
def listed(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The challenges the viewer may see."""
    here, viewer = request.partnership, request.viewer
    may = viewer.may("partner-challenge.ask", here.pk)
    return list_response(
        request,
        LIST,
        queries.challenges(viewer, here),
        trail=_trail(here)[:1],
        actions=[("Add a challenge", at("ask-partner", here))] if may else [],
    )


@open_to("partner-challenge.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A challenge: question, answer, outcome, what changed."""
    here, viewer = request.partnership, request.viewer
    rows = queries.challenges(viewer, here)
    found = get_object_or_404(rows, record__reference=reference)
    acts = _acts(request, found)
    state = PARTNER.state(found.state)
    clocks = clocks_section(viewer, here, found.record, change="partner-challenge.change")
    late = any(line.reading.late for line in clocks.lines)
    page = RecordPage(
        title=found.record.title,
        reference=reference,
        status=f"{state.title}, late" if late else state.title,
        status_kind="late" if late else state.mark,
        facts=[
            ("Asked by", queries.side(found, Party.Side.ASKS)),
            ("Asked of", queries.side(found, Party.Side.ANSWERS)),
            ("Asked on", date_words(found.asked)),
            *clocks.facts,
        ],
        of=found.record,
        next_step=acts[0] if acts else None,
        sections=[
            Section("challenge", "Question and answer", "challenge/partner.html"),
            *([clocks] if clocks.lines or clocks.earlier else []),
            files_section(viewer, here, found.record, viewer.day),
        ],
        side=[Section("steps", "What else can be done", "challenge/steps.html")]
        if acts[1:]
        else [],
    )
    source = found.source and record_for(viewer, here, found.source_id)
    return record_response(
        request,
        page,
        trail=_trail(here),
        found=found,
        source=source,
        moves=queries.moves(found),
        acts=acts[1:],
        closed=found.state == CLOSED,
    )


def _acts(request: HttpRequest, found: PartnerChallenge) -> list[tuple[str, str]]:
    here, viewer, reference = request.partnership, request.viewer, found.record.reference
    acts = []
    if found.state == ASKED and queries.may_answer(viewer, here).filter(pk=found.pk).exists():
        acts.append(("Answer it", at("answer-partner", here, reference)))
    may = {
        key
        for key in ("partner-challenge.ask", "partner-challenge.close")
        if viewer.may(key, here.pk, found)
    }
    names = {"close": "close-partner", "ask-again": "ask-again"}
    steps = [step for step in PARTNER.steps_from(found.state, may) if step.key in names]
    steps.sort(key=lambda step: step.key != "close" or found.state != ANSWERED)
    return acts + [(step.title, at(names[step.key], here, reference)) for step in steps]


@open_to("partner-challenge.ask")
def ask(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Note what a partner challenges another on; with `?source=`, at which record it came up."""
    here, viewer = request.partnership, request.viewer
    source = source_of(viewer, here, request.GET.get("source", ""))
    made: list[Any] = []

    def act(form: AskForm) -> str:
        made.append(
            verbs.ask_partner(
                by=viewer.person, partnership=here, what=form.said(source and source.record)
            )
        )
        return f"{made[0].record.reference} is in the log."

    return act_on(
        request,
        AskForm,
        act,
        title="Add a challenge",
        button="Add challenge",
        back=lambda: of_challenge(here, made[0]),
        cancel=source.address if source else at("partners", here),
        initial={"on": viewer.day},
        rows=(
            agencies_to_raise_for(viewer, here, "partner-challenge.ask"),
            agencies_to_choose(here),
        ),
        lead=f"It came up at {source.record.reference} {source.record.title}." if source else "",
        trail=_trail(here),
    )


def _step(
    request: HttpRequest,
    found: PartnerChallenge,
    form: type[Form],
    verb: Callable[..., Any],
    done: str,
    initial: dict[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    here = request.partnership

    def act(filled: Any) -> str:
        verb(by=request.viewer.person, challenge=found, **filled.cleaned_data)
        return done

    return act_on(
        request,
        form,
        act,
        back=of_challenge(here, found),
        trail=_trail(here, found),
        initial={"seen": len(queries.moves(found)), **(initial or {})},
        **context,
    )


@open_to("partner-challenge.answer")
def answer(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Answer a challenge."""
    rows = queries.may_answer(request.viewer, request.partnership)
    found = get_object_or_404(rows, record__reference=reference)
    return _step(
        request,
        found,
        AnswerForm,
        verbs.answer_partner,
        "The answer is given.",
        title=f"Answer {reference}",
        button="Give answer",
        lead=found.question,
        initial={"answer": found.answer},
    )


@open_to("partner-challenge.ask")
def again(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """The answer is not enough."""
    rows = queries.challenges(request.viewer, request.partnership, "partner-challenge.ask")
    found = get_object_or_404(rows, record__reference=reference)
    return _step(
        request,
        found,
        ReasonForm,
        verbs.ask_again,
        "It waits for an answer again.",
        title=f"Ask {reference} again",
        button="Ask again",
        lead="Say what the answer leaves open. The answer stays, and can be added to.",
    )


@open_to("partner-challenge.close")
def close(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Close a challenge with its outcome."""
    rows = queries.challenges(request.viewer, request.partnership, "partner-challenge.close")
    found = get_object_or_404(rows, record__reference=reference)
    return _step(
        request,
        found,
        CloseForm,
        verbs.close_partner,
        f"{reference} is closed.",
        title=f"Close {reference}",
        button="Close challenge",
    )
