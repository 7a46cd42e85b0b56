"""Who answers a response: inviting, sending links, taking them back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.questionnaires.commands import inviting as verbs
from safeloom.domain.questionnaires.forms.campaigns import InviteForm, SureForm
from safeloom.domain.questionnaires.models import Contributor, Response
from safeloom.domain.questionnaires.queries import choices, shown
from safeloom.domain.questionnaires.views.finding import CHANGE, act_on_response, response_of
from safeloom.foundation.access.pages import open_to
from safeloom.web.words import moment_words


@open_to(CHANGE)
def invite(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Invite somebody to answer."""
    response = response_of(request, reference, CHANGE)
    sent = response.campaign.sent is not None

    def act(form: InviteForm) -> str:
        one = verbs.invite(by=request.viewer.person, response=response, **form.cleaned_data)
        if sent:
            verbs.send_invitation(by=request.viewer.person, contributor=one)
        return f"{one.person.name} is invited{'' if sent else ' once the campaign is sent'}."

    return act_on_response(
        request,
        response,
        InviteForm,
        act,
        title="Invite somebody to answer",
        button="Invite",
        lead="They get a mail with a link of their own, and need no account."
        if sent
        else "They get a mail with a link of their own once the campaign is sent.",
        rows=(
            choices.people_to_ask(request.partnership, request.viewer.day, response.agency_id),
            response.agency.name if response.agency else "",
            response.campaign.version.capacities.all(),
        ),
    )


@open_to(CHANGE)
def send(request: HttpRequest, partnership_key: str, reference: str, pk: UUID) -> HttpResponse:
    """Send somebody how to answer once more."""
    response = response_of(request, reference, CHANGE)
    one = _contributor(response, pk)

    def act(form: SureForm) -> str:
        verbs.send_invitation(by=request.viewer.person, contributor=one)
        return f"A mail to {one.person.name} is on its way."

    return act_on_response(
        request,
        response,
        SureForm,
        act,
        title=f"Send {one.person.name} a new link",
        button="Send it",
        lead="Links that were sent to them before work no more. Who leads the agency and has an account "
        "gets the address where they sign in.",
    )


@open_to(CHANGE)
def remove(request: HttpRequest, partnership_key: str, reference: str, pk: UUID) -> HttpResponse:
    """Let somebody answer no longer."""
    response = response_of(request, reference, CHANGE)
    one = _contributor(response, pk)

    def act(form: SureForm) -> str:
        verbs.remove_contributor(by=request.viewer.person, contributor=one)
        return f"{one.person.name} answers it no longer."

    return act_on_response(
        request,
        response,
        SureForm,
        act,
        title=f"Remove {one.person.name}",
        button="Remove",
        warn=True,
        lead="Their links open nothing from now on. What they wrote stays.",
    )


@open_to(CHANGE)
def revoke(request: HttpRequest, partnership_key: str, reference: str, pk: UUID) -> HttpResponse:
    """Let a link open nothing from now on."""
    response = response_of(request, reference, CHANGE)
    link = get_object_or_404(shown.links_of(response), pk=pk)

    def act(form: SureForm) -> str:
        verbs.revoke_link(by=request.viewer.person, link=link)
        return "The link opens nothing any more."

    return act_on_response(
        request,
        response,
        SureForm,
        act,
        title=f"Revoke the link of {link.contributor.person.name}",
        button="Revoke the link",
        warn=True,
        lead=f"It was sent on {moment_words(link.made)}"
        + (
            f", last opened on {moment_words(link.last_opened)}."
            if link.last_opened
            else " and not opened yet."
        ),
    )


def _contributor(response: Response, pk: UUID) -> Contributor:
    found = shown.contributors_of(response)
    return get_object_or_404(found, pk=pk)
