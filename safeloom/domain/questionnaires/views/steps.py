"""The steps of a response that the unit takes, and giving it more time."""

from django.http import HttpRequest, HttpResponse

from safeloom.domain.questionnaires.commands import moving as verbs
from safeloom.domain.questionnaires.forms.campaigns import (
    ChangesForm,
    ExtendForm,
    ReopenForm,
    SeenForm,
    SureForm,
)
from safeloom.domain.questionnaires.queries import rows, shown
from safeloom.domain.questionnaires.queries.campaigns import due_of
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.domain.questionnaires.views.finding import (
    CHANGE,
    MODERATE,
    act_on_campaign,
    act_on_response,
    campaign_of,
    response_of,
)
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.workflow.queries import moves_of
from safeloom.web.words import count_words, date_words


@open_to(CHANGE)
def extend(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Give a body more time."""
    response = response_of(request, reference, CHANGE)

    def act(form: ExtendForm) -> str:
        given = verbs.extend(by=request.viewer.person, response=response, **form.cleaned_data)
        return f"It is due on {date_words(given.until)} now."

    return act_on_response(
        request,
        response,
        ExtendForm,
        act,
        title=f"Give {reference} more time",
        button="Give more time",
        lead=f"It is due on {date_words(due_of(response))}. Whoever answers is told by mail.",
    )


@open_to(MODERATE)
def request_changes(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Ask the body to change some of its answers."""
    response = response_of(request, reference, MODERATE)

    def act(form: ChangesForm) -> str:
        data = form.cleaned_data
        verbs.request_changes(
            by=request.viewer.person,
            response=response,
            reason=data["reason"],
            until=data["until"],
            seen=data["seen"],
            remarks=form.remarks,
        )
        return "It is the body’s again, with your remarks. Whoever answers is told by mail."

    return act_on_response(
        request,
        response,
        ChangesForm,
        act,
        title=f"Request changes to {reference}",
        button="Request changes",
        lead="Say what as a whole, and at the questions it is about. What was signed off is signed again.",
        initial={"seen": len(moves_of(response.record))},
        rows=shown.answers_of(response, evaluation_of(response)),
    )


@open_to(MODERATE)
def reopen(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Let the body write again."""
    response = response_of(request, reference, MODERATE)

    def act(form: ReopenForm) -> str:
        verbs.reopen(by=request.viewer.person, response=response, **form.cleaned_data)
        return "It is open again. Whoever answers is told by mail."

    return act_on_response(
        request,
        response,
        ReopenForm,
        act,
        title=f"Re-open {reference}",
        button="Re-open it",
        warn=True,
        lead="It counts in nothing until it is handed in again, and what was signed off is signed again.",
        initial={"seen": len(moves_of(response.record))},
    )


@open_to(MODERATE)
def close_moderated(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Nothing more is expected of any body whose response is moderated."""
    campaign = campaign_of(request, reference, MODERATE)

    def act(form: SureForm) -> str:
        found = rows.responses(request.viewer, request.partnership, MODERATE)
        many = verbs.close_standing(
            by=request.viewer.person, responses=found.filter(campaign=campaign)
        )
        words = count_words(many, "response is", "responses are")
        return f"{words[:1].upper()}{words[1:]} closed."

    return act_on_campaign(
        request,
        campaign,
        SureForm,
        act,
        title="Close all that are moderated",
        button="Close them",
        lead="Nothing more is expected of these bodies. Each can be opened again, with a reason.",
    )


@open_to(MODERATE)
def close(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Nothing more is expected of it."""
    response = response_of(request, reference, MODERATE)

    def act(form: SeenForm) -> str:
        verbs.close_response(
            by=request.viewer.person, response=response, seen=form.cleaned_data["seen"]
        )
        return f"{reference} is closed."

    return act_on_response(
        request,
        response,
        SeenForm,
        act,
        title=f"Close {reference}",
        button="Close it",
        lead="Nothing more is expected of the body. It can be opened again, with a reason.",
        initial={"seen": len(moves_of(response.record))},
    )
