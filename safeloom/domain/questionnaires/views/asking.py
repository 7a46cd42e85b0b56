"""Choosing who is asked, sending, reminding, ending."""

from django.http import HttpRequest, HttpResponse

from safeloom.domain.questionnaires.addresses import at, of_campaign
from safeloom.domain.questionnaires.commands import campaigns as verbs
from safeloom.domain.questionnaires.commands import reminding
from safeloom.domain.questionnaires.commands.moving import end_and_close
from safeloom.domain.questionnaires.forms.asking import AskForm
from safeloom.domain.questionnaires.forms.campaigns import SureForm
from safeloom.domain.questionnaires.forms.many import EndForm
from safeloom.domain.questionnaires.queries import choices, progress
from safeloom.domain.questionnaires.queries.campaigns import standing
from safeloom.domain.questionnaires.queries.facts import use_of
from safeloom.domain.questionnaires.queries.rows import responses
from safeloom.domain.questionnaires.views.finding import (
    CHANGE,
    MODERATE,
    act_on_campaign,
    campaign_of,
    response_of,
)
from safeloom.domain.questionnaires.workflows import MODERATED, SUBMITTED
from safeloom.foundation.access.pages import open_to
from safeloom.web.words import count_words, date_words


@open_to(CHANGE)
def ask(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Choose who is asked: agencies one by one, of a kind, of a group; people."""
    here, day = request.partnership, request.viewer.day
    campaign = campaign_of(request, reference)

    def act(form: AskForm) -> str:
        made = verbs.ask(
            by=request.viewer.person,
            campaign=campaign,
            agencies=form.chosen,
            people=form.cleaned_data.get("people", ()),
        )
        words = count_words(len(made), "body is", "bodies are")
        told = "invited" if campaign.sent else "asked once you send it"
        return f"{words[:1].upper()}{words[1:]} {told}."

    lead = "An agency’s safeguarding leads answer for it. Name others on the page of its response."
    if campaign.sent:
        lead += " The campaign was sent: whoever you add is invited at once."
    return act_on_campaign(
        request,
        campaign,
        AskForm,
        act,
        title="Choose who is asked",
        button="Ask them",
        template="questionnaires/ask.html",
        lead=lead,
        rows=(
            choices.agencies_by_kind(campaign, day),
            choices.groups_with_agencies(here, day),
            choices.people_to_ask(here, day),
            use_of(campaign.use).asks,
        ),
    )


@open_to(CHANGE)
def send(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Check what will leave, and send it."""
    here, viewer = request.partnership, request.viewer
    campaign = campaign_of(request, reference)

    def act(form: SureForm) -> str:
        verbs.send_campaign(by=viewer.person, campaign=campaign)
        return "The campaign is sent."

    rows = progress.board(viewer, here, viewer.day).filter(campaign=campaign)
    asked = [] if campaign.anonymous else list(rows.order_by("agency__principal__name"))
    return act_on_campaign(
        request,
        campaign,
        SureForm,
        act,
        title="Check and send",
        button="Send the campaign",
        template="questionnaires/send.html",
        asked=[
            (
                progress.body_of(row),
                [one.person.name for one in row.asked_now],
                at("invite", here, row.record.reference),
            )
            for row in asked
        ],
        many=count_words(len(asked), "body", "bodies"),
        nobody=sum(not row.asked_now for row in asked),
        opens=date_words(campaign.opens) if campaign.opens > viewer.day else "",
    )


@open_to(CHANGE)
def remind(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Remind everybody who has still to answer."""
    campaign = campaign_of(request, reference)

    def act(form: SureForm) -> str:
        many = reminding.remind_now(by=request.viewer.person, campaign=campaign)
        words = count_words(many, "person is", "people are")
        return f"{words[:1].upper()}{words[1:]} reminded."

    return act_on_campaign(
        request,
        campaign,
        SureForm,
        act,
        title="Remind them now",
        button="Remind them",
        lead="Everybody who may answer and has not handed in gets one mail. Whoever was reminded today "
        "gets none. Reminders also leave by themselves, before the day it is due and weekly after it.",
    )


@open_to(CHANGE)
def end(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Take no answers any more."""
    campaign = campaign_of(request, reference)

    here, viewer = request.partnership, request.viewer
    mine = responses(viewer, here, MODERATE).filter(campaign=campaign)
    states = progress.counts(standing(mine), viewer.day).states

    def act(form: EndForm) -> str:
        many = end_and_close(
            by=viewer.person,
            campaign=campaign,
            reason=form.cleaned_data["reason"],
            responses=mine,
            states=form.closes,
        )
        closed = f" {count_words(many, 'response is', 'responses are')} closed." if many else ""
        return f"The campaign has ended.{closed}"

    return act_on_campaign(
        request,
        campaign,
        EndForm,
        act,
        title="End the campaign",
        button="End it",
        rows=(states[MODERATED], states[SUBMITTED]),
        warn=True,
        lead="From now on no answers are taken, and none can be opened again. What was handed in stays, "
        "and can be moderated. This cannot be undone.",
    )


@open_to(CHANGE)
def leave_out(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Ask a body no longer, before the campaign is sent."""
    response = response_of(request, reference, CHANGE)
    campaign = response.campaign
    body = progress.body_of(response)

    def act(form: SureForm) -> str:
        verbs.leave_out(by=request.viewer.person, response=response)
        return f"{body} is not asked."

    return act_on_campaign(
        request,
        campaign,
        SureForm,
        act,
        title=f"Leave {body} out",
        button="Leave out",
        warn=True,
        back=of_campaign(request.partnership, campaign),
    )
