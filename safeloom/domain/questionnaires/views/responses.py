"""Responses: the list of them, and the page of each, for the unit and the agency's lead."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.questionnaires.addresses import at, of_response, to_answer
from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import Response
from safeloom.domain.questionnaires.queries import campaigns, progress, rows, shown
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.domain.questionnaires.queries.people import signing_in
from safeloom.domain.questionnaires.views.board import BOARD
from safeloom.domain.questionnaires.views.finding import CHANGE, MODERATE, response_trail
from safeloom.domain.questionnaires.workflows import COUNTED, OPEN, RESPONSE
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.today import today
from safeloom.foundation.workflow.queries import moves_of, state_after
from safeloom.web.files import files_section
from safeloom.web.lists import Column, ListPage, list_response
from safeloom.web.marks import tag
from safeloom.web.part_pages import part_pages
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.sections import contributed
from safeloom.web.words import count_words, date_words, moment_words

SEE = "response.see"

_STEPS = {step.key: step.title for step in RESPONSE.steps}
# What comes of what can be done, where its name alone does not say it.
WHAT_FOLLOWS = {
    _STEPS[
        "moderate"
    ]: "Once you have given your grades. The body can then read them, and your feedback.",
    _STEPS[
        "request-changes"
    ]: "It goes back to the body with what you ask for, question by question.",
    _STEPS["reopen"]: "The body may write again, of itself: to correct a figure, for example.",
    _STEPS["close"]: "Nothing more is expected of the body.",
    "Leave it out": "This body is not asked.",
}

FIRST = "questionnaires:responses"
LIST = ListPage(
    title="Responses",
    noun=("response", "responses"),
    search=["record__reference", "campaign__record__title", "agency__principal__name"],
    default_order=("place", "due", "record__reference"),
    columns=[
        Column(
            "Response",
            lambda row: f"{row.record.reference} {row.campaign.record.title}",
            sort="record__reference",
            link=lambda row: of_response(row.campaign.partnership, row),
        ),
        *BOARD.columns[1:6],
    ],
    filters=[BOARD.filters[0]],
    empty="What your agency is asked to answer will stand here.",
    prepare=progress.tell_progress,
)


@open_to(SEE)
def listed(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The responses the viewer may see: an agency's lead those of the agency."""
    found = progress.board(request.viewer, request.partnership, request.viewer.day)
    found = found.filter(campaign__sent__isnull=False)
    return list_response(request, LIST, found, actions=part_pages(request, FIRST))


@open_to(SEE)
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A response: where it stands, who answers, what was answered."""
    here, viewer = request.partnership, request.viewer
    found = rows.responses(viewer, here, SEE).select_related("campaign__partnership", "about")
    response = get_object_or_404(found, record__reference=reference)
    moves = moves_of(response.record)
    state = RESPONSE.state(state_after(moves, RESPONSE.first.key))
    evaluation = evaluation_of(response)
    mine = viewer.may("response.answer", here.pk, response)
    readable = state.key in COUNTED or mine
    parts = shown.answers_of(response, evaluation, with_earlier=mine) if readable else []
    acts, further_acts = _acts(request, response, state.key, mine, _is_graded(parts))
    due, day = campaigns.due_of(response), today()
    late = state.key in OPEN and due < day and response.campaign.sent is not None
    people = shown.people_of(response)
    may = viewer.may(CHANGE, here.pk, response) and response.campaign.ended is None
    invites = ("Invite somebody", at("invite", here, reference))
    added = contributed(viewer, here, response.record, viewer.day)
    sections = [
        Section("answers", "Answers", "questionnaires/answers.html"),
        *added,
        Section("people", "Who answers", "questionnaires/people.html", invites if may else None),
        Section("history", "History", "questionnaires/history.html"),
        files_section(viewer, here, response.record, viewer.day),
    ]
    further = [Section("steps", "What else can be done", "questionnaires/steps.html")]
    shown_page = RecordPage(
        title=progress.body_of(response) or response.campaign.record.title,
        reference=reference,
        status=f"{state.title}, late" if late else state.title,
        status_kind="late" if late else state.mark,
        facts=_facts(viewer, response, evaluation),
        of=response.record,
        next_step=acts[0] if acts else None,
        sections=sections if readable else sections[:-1],
        side=further if acts[1:] or further_acts else [],
    )
    return record_response(
        request,
        shown_page,
        trail=response_trail(request, response, below=False),
        response=response,
        readable=readable,
        drafting=state.key in OPEN,
        parts=parts,
        tallies=[(one.title, evaluation.tally_of(one)) for one, _ in evaluation.asked],
        remarks=[one for one in shown.remarks_of(response) if one.question is None],
        people=_people(request, response, people, may),
        passages=[
            (RESPONSE.state(move.to).title, moment_words(move.at), move.by, move.reason)
            for move in reversed(moves)
        ],
        extensions=shown.extensions_of(response),
        signed=shown.signed_of(response),
        acts=[
            (words, url, WHAT_FOLLOWS.get(words, "")) for words, url in [*acts[1:], *further_acts]
        ],
        moderates=response.campaign.moderated,
    )


def _facts(viewer: Viewer, response: Response, evaluation: Any) -> list[tuple[str, Any]]:
    due, campaign = campaigns.due_of(response), response.campaign
    tally = evaluation.tally
    words = date_words(due)
    facts: list[tuple[str, Any]] = [
        ("Campaign", campaign.record.title),
        ("Due", words if due == campaign.due else f"{words} (extended)"),
        ("Taken until", date_words(campaigns.last_day_of(response))),
        ("Answered", f"{tally.answered} of {tally.applicable}"),
    ]
    if tally.missing:
        facts.append(("Missing", count_words(tally.missing, "required answer", "required answers")))
    if about := shown.about_of(viewer, response):
        facts.append(("About", about.reference))
    return facts


def _acts(
    request: HttpRequest, response: Response, state: str, mine: bool, graded: bool
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What the viewer may do with it as it stands, the one to be expected first; and what is done now and
    then."""
    here, viewer, reference = request.partnership, request.viewer, response.record.reference
    campaign = response.campaign
    acts: list[tuple[str, str]] = []
    further: list[tuple[str, str]] = []
    if mine and campaigns.is_open(response, today(), state):
        acts.append(("Answer it", to_answer(here, reference)))
    if viewer.may(MODERATE, here.pk, response):
        steps = {step.key: step.title for step in RESPONSE.steps_from(state)}
        if state == "submitted":
            done = [(steps["moderate"], at("say-moderated", here, reference))]
            grade = [("Moderate it", at("moderate", here, reference))] if campaign.moderated else []
            acts += done + grade if graded else grade + done
        names = {
            "request-changes": "request-changes",
            "close": "close-response",
            "reopen": "reopen",
        }
        if state == "moderated":
            names = {"close": "close-response", **names}
        for key, name in names.items():
            if key in steps and (key == "close" or campaign.ended is None):
                which = acts if key == "close" else further
                which.append((steps[key], at(name, here, reference)))
    if viewer.may(CHANGE, here.pk, response) and campaign.ended is None:
        if state in OPEN and campaign.sent is not None:
            further.append(("Give more time", at("extend", here, reference)))
        if campaign.sent is None:
            further.append(("Leave it out", at("leave-out", here, reference)))
    return acts, further


def _is_graded(parts: list[tuple[Any, list[shown.Line]]]) -> bool:
    """Whether a moderator gave each grade there is to give."""
    lines = [line for _, lines in parts for line in lines if line.question.kind == Kind.GRADE]
    return bool(lines) and all(line.grade is not None for line in lines)


def _people(
    request: HttpRequest, response: Response, people: list[Any], may: bool
) -> list[dict[str, Any]]:
    """Who answers, by which way, with what may be done about it."""
    here = request.partnership
    pairs = signing_in(
        [one for one in people if one.removed is None and one.response_id == response.pk]
    )
    found = []
    for one in people:
        links = list(one.links.all())
        live = [link for link in links if link.revoked is None]
        signs_in = (one.person_id, one.response_id) in pairs
        acts = []
        if may and one.removed is None:
            if response.campaign.sent is not None:
                words = "Send the invitation again" if signs_in else "Send a new link"
                acts.append(
                    (words, at("send-response-link", here, response.record.reference, one.pk))
                )
            acts += [
                (
                    # Two may be of one day: a new one stands beside the first when it is given back.
                    f"Revoke the link of {moment_words(link.made)}"
                    + ("" if link.last_opened else ", not opened yet"),
                    at("revoke-response-link", here, response.record.reference, link.pk),
                )
                for link in live
            ]
            acts.append(
                ("Remove", at("remove-contributor", here, response.record.reference, one.pk))
            )
        found.append(
            {
                "name": one.person.name,
                "as": one.capacity.title if one.capacity else "",
                "leads": one.leads,
                "way": _way(one, signs_in, live),
                "acts": acts,
            }
        )
    return found


def _way(one: Any, signs_in: bool, live: list[Any]) -> Any:
    if one.removed is not None:
        return f"Removed on {date_words(one.removed)}"
    if signs_in:
        return "Signs in"
    if not live:
        return tag("No link yet", "wait")
    opened = [link.last_opened for link in live if link.last_opened]
    return (
        f"By link, last opened {moment_words(max(opened))}" if opened else "By link, not opened yet"
    )
