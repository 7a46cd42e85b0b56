"""Screening a return, accepting another in its place, and writing back."""

from django.http import Http404, HttpRequest, HttpResponse

from safeloom.domain.questionnaires import addresses as engine
from safeloom.foundation.access.pages import open_to
from safeloom.systems.section_11.addresses import at
from safeloom.systems.section_11.commands import letters as letter_verbs
from safeloom.systems.section_11.commands import responses as verbs
from safeloom.systems.section_11.commands.visits import plan_visit
from safeloom.systems.section_11.forms import (
    EquivalentForm,
    LetterForm,
    PlanVisitForm,
    ScreenForm,
    SendForm,
)
from safeloom.systems.section_11.queries.letters import draft_of
from safeloom.systems.section_11.queries.responses import letters_of, screening_of
from safeloom.systems.section_11.queries.sections import choices
from safeloom.systems.section_11.views.asking import found_response, trail_of
from safeloom.web.acting import act_on


@open_to("response.moderate")
def screen(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say after a first look whether it stands."""
    here = request.partnership
    response = found_response(request, reference)
    there = screening_of(response)

    def act(form: ScreenForm) -> str:
        data = form.cleaned_data
        verbs.screen(
            by=request.viewer.person,
            response=response,
            outcome=data["outcome"],
            words=data["words"],
            seen=data["revision"],
        )
        return "The screening is noted."

    return act_on(
        request,
        ScreenForm,
        act,
        title=f"A first look at the return of {response.agency.name}",
        button="Save screening",
        back=engine.of_response(here, response),
        initial={
            "outcome": there.outcome if there else None,
            "words": there.words if there else "",
            "revision": there.revision if there else 0,
        },
        trail=trail_of(here, response),
    )


@open_to("response.moderate")
def equivalent(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Accept a return made elsewhere in place of this one."""
    here = request.partnership
    response = found_response(request, reference)

    def act(form: EquivalentForm) -> str:
        verbs.accept_equivalent(by=request.viewer.person, response=response, **form.cleaned_data)
        return "The other return is accepted in place of this one."

    return act_on(
        request,
        EquivalentForm,
        act,
        title=f"Accept another return of {response.agency.name}",
        button="Accept it in place of this one",
        back=engine.of_response(here, response),
        rows=choices(response.campaign.version),
        lead="They are asked nothing further in this round. The other return is counted in no share.",
        trail=trail_of(here, response),
    )


@open_to("response.moderate")
def plan(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Plan a visit to the body."""
    here = request.partnership
    response = found_response(request, reference)

    def act(form: PlanVisitForm) -> str:
        plan_visit(by=request.viewer.person, response=response, **form.cleaned_data)
        return "The visit is planned."

    drawn = response.draws.filter(place__isnull=False).exists()
    return act_on(
        request,
        PlanVisitForm,
        act,
        title=f"Plan a visit to {response.agency.name}",
        button="Plan visit",
        back=engine.of_response(here, response),
        initial={"why": "drawn" if drawn else None},
        trail=trail_of(here, response),
    )


@open_to("response.moderate")
def letter(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Write the next letter; it begins with what was graded and seen."""
    here = request.partnership
    response = found_response(request, reference)
    draft = next((one for one in letters_of(response, drafts=True) if not one.sent), None)

    def act(form: LetterForm) -> str:
        letter_verbs.write_letter(
            by=request.viewer.person,
            response=response,
            text=form.cleaned_data["text"],
            seen=form.cleaned_data["revision"],
        )
        return "The letter is saved. They see it once it is sent."

    return act_on(
        request,
        LetterForm,
        act,
        title=f"Write to {response.agency.name}",
        button="Save letter",
        back=engine.of_response(here, response),
        initial={
            "text": draft.text if draft else draft_of(response),
            "revision": draft.revision if draft else 0,
        },
        trail=trail_of(here, response),
    )


@open_to("response.moderate")
def send(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Send the letter that is written."""
    here = request.partnership
    response = found_response(request, reference)
    draft = next((one for one in letters_of(response, drafts=True) if not one.sent), None)
    if draft is None:
        raise Http404

    def act(form: SendForm) -> str:
        letter_verbs.send_letter(
            by=request.viewer.person, letter=draft, seen=form.cleaned_data["revision"]
        )
        return "The letter is sent: it stands on the page of their return."

    return act_on(
        request,
        SendForm,
        act,
        title=f"Send this letter to {response.agency.name}?",
        button="Send letter",
        back=engine.of_response(here, response),
        initial={"revision": draft.revision},
        lead="From then on it stays as it is. A correction is another letter.",
        trail=[*trail_of(here, response), ("Letter", at("letter", here, reference))],
    )
