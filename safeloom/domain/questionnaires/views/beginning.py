"""The first steps of a campaign: what is asked, what it is called, by when."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from safeloom.domain.questionnaires.addresses import at, of_campaign, to_choose
from safeloom.domain.questionnaires.commands import campaigns as verbs
from safeloom.domain.questionnaires.forms.campaigns import BeginForm, ChangeForm, ChooseForm
from safeloom.domain.questionnaires.models import Campaign
from safeloom.domain.questionnaires.queries import choices
from safeloom.domain.questionnaires.queries.facts import use_of
from safeloom.domain.questionnaires.queries.rows import questionnaires
from safeloom.domain.questionnaires.views.finding import (
    act_on_campaign,
    campaign_of,
    campaign_trail,
)
from safeloom.foundation.access.pages import open_to
from safeloom.web.acting import act_on
from safeloom.web.forms import form_for, form_page


@open_to("campaign.change")
def choose(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Step 1: which questionnaire is asked."""
    here = request.partnership
    rows = choices.to_ask(request.viewer, here)
    form = form_for(request, ChooseForm, rows=rows)
    if request.method == "POST" and form.is_valid():
        reference = form.cleaned_data["questionnaire"]
        return HttpResponseRedirect(at("begin-campaign-of", here, reference))
    writes = request.viewer.may("questionnaire.change", here.pk)
    return form_page(
        request,
        form,
        title="New campaign: what is asked",
        button="Continue",
        template="questionnaires/choose.html",
        none=not rows,
        write=at("begin-questionnaire", here) if writes else "",
        cancel=at("campaigns", here),
        trail=campaign_trail(request),
    )


@open_to("campaign.change")
def begin(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Step 2: what the campaign is called, by when, of whom it is asked."""
    here, viewer = request.partnership, request.viewer
    asked = get_object_or_404(questionnaires(viewer, here), record__reference=reference)
    version = next(
        (one for one in choices.to_ask(viewer, here) if one.questionnaire_id == asked.pk), None
    )
    if version is None:
        return HttpResponseRedirect(at("begin-campaign", here))
    use = use_of(asked.use)
    made: list[Campaign] = []

    def act(form: BeginForm) -> str:
        made.append(
            verbs.open_campaign(
                by=viewer.person, partnership=here, version=version, use=asked.use, **form.said
            )
        )
        return "The campaign is a draft. Nobody is asked before you send it."

    def back() -> str:
        campaign = made[0]
        if campaign.anonymous:
            return at("add-open-link", here, campaign.record.reference)
        return to_choose(here, campaign)

    initial: dict[str, Any] = {
        "title": asked.record.title,
        "opens": viewer.day,
        "moderated": use.moderated,
        "owner": viewer.person.pk,
    }
    return act_on(
        request,
        BeginForm,
        act,
        title="New campaign: title and dates",
        button="Save and continue",
        lead=f"{asked.record.title}, version {version.number}. Next you choose who is asked.",
        back=back,
        cancel=at("campaigns", here),
        initial=initial,
        rows=(choices.unit_people(here), choices.earlier(viewer, here, version), use.asks),
        trail=campaign_trail(request),
    )


@open_to("campaign.change")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change title and dates."""
    here = request.partnership
    campaign = campaign_of(request, reference)

    def act(form: ChangeForm) -> str:
        said = dict(form.cleaned_data)
        seen = said.pop("revision")
        verbs.change_campaign(by=request.viewer.person, campaign=campaign, seen=seen, **said)
        return "The campaign is changed."

    names = ("opens", "due", "closes", "remind_before", "revision")
    return act_on_campaign(
        request,
        campaign,
        ChangeForm,
        act,
        title="Change title and dates",
        button="Save campaign",
        back=of_campaign(here, campaign),
        initial={
            "title": campaign.record.title,
            "owner": campaign.owner_id,
            **{name: getattr(campaign, name) for name in names},
        },
        rows=choices.unit_people(here, campaign),
    )
