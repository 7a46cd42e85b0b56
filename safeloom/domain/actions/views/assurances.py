"""Asking agencies for assurance, answering, judging."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.actions import addresses
from safeloom.domain.actions.commands import assurances as verbs
from safeloom.domain.actions.models import Assurance
from safeloom.domain.actions.queries import assurances as queries
from safeloom.domain.actions.queries import recommendations
from safeloom.domain.actions.queries.assurances import FOR_AGENCY, TAGS, Asked
from safeloom.domain.actions.recommendation_forms import AnswerForm, AskForm, JudgeForm
from safeloom.domain.actions.views.recommendations import found as recommendation_found
from safeloom.domain.actions.views.recommendations import trail
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.web.files import files_section
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words


def _found(request: HttpRequest, reference: str, permission: str) -> Assurance:
    rows = queries.assurances(request.viewer, request.partnership, permission)
    rows = queries.with_state(rows, request.viewer.day)
    return get_object_or_404(rows, record__reference=reference)


def _answers_for(request: HttpRequest, row: Assurance) -> bool:
    """A lead answers for their own agency; the unit for none."""
    viewer, key = request.viewer, request.partnership.pk
    if viewer.may_everywhere("assurance.answer", key):
        return False
    return viewer.may("assurance.answer", key, row)


@open_to("assurance.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """What an agency is asked, what it said, and what was made of it."""
    here, viewer = request.partnership, request.viewer
    row = _found(request, reference, "assurance.see")
    state = Asked(row.state)
    step = None
    if state in FOR_AGENCY and _answers_for(request, row):
        step = ("Answer", addresses.page("answer-assurance", here, reference))
    elif state == Asked.ANSWERED and viewer.may("assurance.judge", here.pk):
        step = ("Accept or send back", addresses.page("judge-assurance", here, reference))
    about = row.recommendation
    page = RecordPage(
        title=f"{about.reference} embedded in {row.called}",
        reference=reference,
        status=state.label,
        status_kind=TAGS[state],
        facts=[
            ("Agency", row.called),
            ("Asked on", date_words(row.asked)),
            ("Answer by", date_words(row.due)),
        ],
        next_step=step,
        sections=[
            Section("asked", "What was recommended", "actions/recommendations/asked.html"),
            Section("answers", "What the agency says", "actions/recommendations/answers.html"),
            files_section(viewer, here, row.record, viewer.day),
        ],
    )
    return record_response(
        request,
        page,
        trail=trail(here, about),
        row=row,
        recommendation=about,
        address=addresses.of_recommendation(here, about),
        answers=queries.answers_of(row),
    )


@open_to("assurance.judge")
def ask_agencies(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Ask agencies whether a recommendation is embedded."""
    here, viewer = request.partnership, request.viewer
    row = recommendation_found(request, reference, "recommendation.change")
    rows = recommendations.to_ask(row, viewer.day)
    there = {one.agency_id for one in row.assurances.all()}
    return ask(
        request,
        AskForm,
        lambda data: verbs.ask_assurance(by=viewer.person, recommendation=row, **data),
        title=f"Ask for assurance of {reference}",
        button="Ask agencies",
        done="The agencies are asked. It stands at their home page, and in their digest.",
        back=f"{addresses.of_recommendation(here, row)}#assurance",
        initial={"agencies": [one.pk for one in rows if one.pk not in there]},
        rows=rows,
        lead=row.wording,
        trail=trail(here, row),
    )


@open_to("assurance.answer")
def answer(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Answer for one's own agency."""
    here = request.partnership
    row = _found(request, reference, "assurance.answer")
    if not _answers_for(request, row):
        raise Http404
    return ask(
        request,
        AnswerForm,
        lambda data: verbs.answer_assurance(by=request.viewer.person, assurance=row, **data),
        title=f"Is {row.recommendation.reference} embedded in {row.called}?",
        button="Send answer",
        done="Your answer is sent.",
        back=addresses.page("assurance", here, reference),
        lead=row.recommendation.wording,
        trail=trail(here, row.recommendation),
    )


@open_to("assurance.judge")
def judge(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Accept an answer, or send it back."""
    here = request.partnership
    row = _found(request, reference, "assurance.judge")
    last = verbs.last_answer(row)
    if last is None:
        raise Http404

    def act(data: dict[str, Any]) -> None:
        if data["answer"] != str(last.pk):
            raise ValidationError({"accepted": "There is a newer answer: read it first."})
        verbs.judge_assurance(
            by=request.viewer.person,
            answer=last,
            accepted=data["accepted"] == "yes",
            words=data["words"],
        )

    return ask(
        request,
        JudgeForm,
        act,
        title=f"{row.called} on {row.recommendation.reference}",
        button="Save decision",
        done="Your decision is noted.",
        back=addresses.page("assurance", here, reference),
        initial={"answer": last.pk},
        template="actions/recommendations/judge.html",
        row=row,
        answer=last,
        trail=trail(here, row.recommendation),
    )
