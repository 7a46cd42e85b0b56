"""A review: what the reviewer reads, its grades, and giving it to an agency by hand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from safeloom.domain.questionnaires import addresses as engine
from safeloom.domain.questionnaires.answering_shown import shown_file
from safeloom.domain.questionnaires.queries.campaigns import state_of
from safeloom.domain.questionnaires.views.answering_section import AUTOSAVE
from safeloom.domain.questionnaires.workflows import COUNTED
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.files.queries import may_download
from safeloom.foundation.records.commands import Stale
from safeloom.systems.training_assurance.addresses import at, of_review
from safeloom.systems.training_assurance.commands.assigning import give_review
from safeloom.systems.training_assurance.commands.reviewing import (
    do_review,
    note_opened,
    save_draft,
)
from safeloom.systems.training_assurance.forms import GiveForm, ReviewForm
from safeloom.systems.training_assurance.models import PeerReview
from safeloom.systems.training_assurance.queries import peers as queries
from safeloom.systems.training_assurance.views.finding import (
    found_response,
    found_review,
    trail,
    trail_of,
)
from safeloom.systems.training_assurance.views.rounds import GIVEN
from safeloom.web.acting import act_on
from safeloom.web.files import sent
from safeloom.web.forms import form_for, form_page, tell
from safeloom.web.stale import stale_page

DO = "training-assurance.review"
MEANWHILE = (
    "Not saved: somebody of your agency changed or handed in this review meanwhile. Press Save and come back "
    "later: you see both versions, and nothing you typed is lost."
)


@open_to("training-assurance.see")
def review(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """The answers of the one response while it is to be reviewed; the grades once they are given. Who
    reviewed it does not see the answers after that."""
    here, viewer = request.partnership, request.viewer
    row = found_review(request, reference)
    handed_in = state_of(row.response) in COUNTED
    reads_all = viewer.may("response.see", here.pk, row.response)
    reads = handed_in and (row.done is None or reads_all)
    may = handed_in and row.done is None and viewer.may(DO, here.pk, row)
    context: dict[str, Any] = {
        "title": f"Review of the training of {row.response.agency.name}",
        "review": row,
        "handed_in": handed_in,
        "late": row.done is None and row.due < viewer.day,
        "grades": queries.grades_of(row),
        "parts": _parts(request, row, opens=may) if reads else [],
        "draft": row.saved if viewer.may(DO, here.pk, row) and row.done is None else None,
        "do": at("do-review", here, reference) if may else "",
        "response_url": engine.of_response(here, row.response) if reads_all else "",
    }
    if viewer.may("questionnaire.see", here.pk):
        context["trail"] = trail(here, row.response.campaign)
    return render(request, "training_assurance/review.html", context)


def _parts(request: HttpRequest, row: PeerReview, *, opens: bool) -> list[Any]:
    """Each section with its answers and their files, for who may open those with the address of each."""
    here, day, key = request.partnership, request.viewer.day, row.response.record.reference
    given = queries.files_given(row.response) if opens else {}
    return [
        (
            section,
            [
                (
                    line,
                    [
                        (shown_file(one, day), at("review-file", here, key, one.pk))
                        for one in given.get(line.question.key, ())
                    ],
                )
                for line in lines
            ],
        )
        for section, lines in queries.answers_in(row.response)
    ]


@open_to(DO)
@require_safe
def file(request: HttpRequest, partnership_key: str, reference: str, pk: UUID) -> HttpResponse:
    """The bytes of a file that was given for review, for who reviews it, while it is to be reviewed: written
    down. One that is held looks as if it were not there."""
    row = found_review(request, reference, DO)
    there = state_of(row.response) in COUNTED and row.done is None
    given = [one for rows in queries.files_given(row.response).values() for one in rows]
    found = next((one for one in given if there and one.pk == pk), None)
    if found is None or not may_download(found):
        raise Http404
    note_opened(by=request.viewer.person, review=row, file=found)
    return sent(found)


@open_to(DO)
def do(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Grade it, by and by; and say that it is done."""
    here, viewer = request.partnership, request.viewer
    row = found_review(request, reference, DO)
    back = of_review(here, row)
    handed_in = state_of(row.response) in COUNTED
    if request.method != "POST" and (row.done or not handed_in):
        messages.info(request, "There is nothing to review in it as it stands.")
        return HttpResponseRedirect(back)
    rows = queries.graded(queries.answers_in(row.response))
    if AUTOSAVE in request.headers:
        return _saved_quietly(request, row, rows)
    drafts = request.method == "POST" and (
        request.POST.get("go") == "later" or (not handed_in and not row.done)
    )
    initial = _drafted(request, row)
    form = form_for(request, ReviewForm, rows=rows, draft=drafts, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if drafts:
                save_draft(by=viewer.person, **_said(form, row))
            else:
                do_review(by=viewer.person, done=form.cleaned_data["done"], **_said(form, row))
        except Stale:
            row = found_review(request, reference, DO)
            return stale_page(request, form, _drafted(request, row), row.by, row.saved)
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, _done(drafts, handed_in))
            return HttpResponseRedirect(back)
    return form_page(
        request,
        form,
        title=f"Grade the training of {row.response.agency.name}",
        button="Hand in the review",
        cancel=back,
        template="training_assurance/grading.html",
        lead="Once it is handed in the review stays as it is, and you no longer see their answers.",
        trail=[(f"Review of {row.response.agency.name}", back)],
    )


def _done(drafts: bool, handed_in: bool) -> str:
    if not drafts:
        return "The review is done. The agency can read it."
    if handed_in:
        return "Your draft is saved. Only your agency reads it."
    return "It was given back to its agency meanwhile. What you wrote is kept as your draft."


def _said(form: ReviewForm, row: PeerReview) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "review": row,
        "grades": form.grades,
        "words": data["words"],
        "seen": data["revision"],
    }


def _drafted(request: HttpRequest, row: PeerReview) -> dict[str, Any]:
    """What the form begins with, and what somebody meets who did not see it."""
    found: dict[str, Any] = {
        "words": row.words,
        "done": request.viewer.day,
        "revision": row.revision,
    }
    for key, (grade, why) in queries.drafted(row).items():
        found |= {f"grade-{key}": grade, f"comment-{key}": why}
    return found


def _saved_quietly(request: HttpRequest, row: PeerReview, rows: Any) -> HttpResponse:
    """Save what a script sends; what cannot be read stays in its box, and is told."""
    form = form_for(request, ReviewForm, rows=rows, draft=True)
    form.is_valid()
    unread = [f"{form[name].label}: {words[0]}" for name, words in form.errors.items()]
    if not unread:
        try:
            row = save_draft(by=request.viewer.person, **_said(form, row))
        except (Stale, ValidationError):
            return JsonResponse({"words": MEANWHILE}, status=409)
    return JsonResponse(
        {
            "saved": localtime().strftime("%H:%M"),
            "revision": row.revision,
            "seen": {},
            "applies": {},
            "conflicts": {},
            "unread": unread,
        }
    )


@open_to("response.moderate")
def give(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Give the review to an agency by hand."""
    here, viewer = request.partnership, request.viewer
    response = found_response(request, reference, "response.moderate")
    there = queries.review_of(response)

    def act(form: GiveForm) -> str:
        data = form.cleaned_data
        give_review(
            by=viewer.person,
            response=response,
            agency=data["agency"],
            due=data["due"],
            seen=data["revision"],
        )
        return f"{data['agency'].name} reviews it."

    return act_on(
        request,
        GiveForm,
        act,
        title=f"Who reviews {response.agency.name}?",
        button="Save reviewer",
        back=at("round", here, response.campaign.record.reference),
        rows=queries.reviewers_for(response),
        initial={
            "agency": there.agency_id if there else None,
            "due": max(there.due, viewer.day) if there else viewer.day + GIVEN,
            "revision": there.revision if there else 0,
        },
        trail=trail_of(here, response),
    )
