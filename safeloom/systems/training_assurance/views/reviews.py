"""A review: what the reviewer reads, its grades, and giving it to an agency by hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from safeloom.domain.questionnaires import addresses as engine
from safeloom.domain.questionnaires.queries.campaigns import state_of
from safeloom.domain.questionnaires.workflows import COUNTED
from safeloom.foundation.access.pages import open_to
from safeloom.systems.training_assurance.addresses import at, of_review
from safeloom.systems.training_assurance.commands.assigning import give_review
from safeloom.systems.training_assurance.commands.reviewing import do_review
from safeloom.systems.training_assurance.forms import GiveForm, ReviewForm
from safeloom.systems.training_assurance.queries import peers as queries
from safeloom.systems.training_assurance.views.finding import (
    found_response,
    found_review,
    trail,
    trail_of,
)
from safeloom.systems.training_assurance.views.rounds import GIVEN
from safeloom.web.acting import act_on

DO = "training-assurance.review"


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
        "parts": queries.answers_in(row.response) if reads else [],
        "do": at("do-review", here, reference) if may else "",
        "response_url": engine.of_response(here, row.response) if reads_all else "",
    }
    if viewer.may("questionnaire.see", here.pk):
        context["trail"] = trail(here, row.response.campaign)
    return render(request, "training_assurance/review.html", context)


@open_to(DO)
def do(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Grade it, and say that it is done."""
    here, viewer = request.partnership, request.viewer
    row = found_review(request, reference, DO)
    back = of_review(here, row)
    if row.done or state_of(row.response) not in COUNTED:
        messages.info(request, "There is nothing to review in it as it stands.")
        return HttpResponseRedirect(back)

    def act(form: ReviewForm) -> str:
        data = form.cleaned_data
        do_review(
            by=viewer.person,
            review=row,
            done=data["done"],
            grades=form.grades,
            words=data["words"],
            seen=data["revision"],
        )
        return "The review is done. The agency can read it."

    return act_on(
        request,
        ReviewForm,
        act,
        title=f"Grade the training of {row.response.agency.name}",
        button="Hand in the review",
        back=back,
        rows=queries.graded(queries.answers_in(row.response)),
        initial={"done": viewer.day, "revision": row.revision},
        lead="Once it is handed in the review stays as it is, and you no longer see their answers.",
        trail=[(f"Review of {row.response.agency.name}", back)],
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
