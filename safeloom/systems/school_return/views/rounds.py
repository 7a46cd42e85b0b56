"""The rounds of the return, one round, what schools have in place, and asking schools."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.domain.questionnaires import addresses as engine
from safeloom.domain.questionnaires.commands.campaigns import ask as ask_bodies
from safeloom.domain.questionnaires.models import Campaign
from safeloom.foundation.access.pages import open_to
from safeloom.systems.school_return import drawing
from safeloom.systems.school_return.addresses import at
from safeloom.systems.school_return.forms import SETTINGS, AskForm
from safeloom.systems.school_return.queries.in_place import in_place_of
from safeloom.systems.school_return.queries.rates import rates_of
from safeloom.systems.school_return.queries.rounds import not_asked, rounds, to_ask
from safeloom.systems.school_return.views.finding import found_round, trail
from safeloom.web.acting import act_on
from safeloom.web.exports import table_response
from safeloom.web.words import count_words

CHANGE = "campaign.change"


@open_to("questionnaire.see")
def first(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The last round that was sent, and the way to the others."""
    here, viewer = request.partnership, request.viewer
    found = list(rounds(viewer, here))
    begins = viewer.may(CHANGE, here.pk)
    last = next((one for one in found if one.sent), None)
    context: dict[str, Any] = {
        "trail": engine.to_assurance(viewer, here),
        "title": "Schools’ return",
        "rounds": [(one, at("round", here, one.record.reference)) for one in found],
        "actions": [("Begin a round", engine.at("begin-campaign", here))] if begins else [],
        **(_shown(request, last) if last else {}),
    }
    return render(request, "school_return/first.html", context)


@open_to("questionnaire.see")
def one_round(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """How many schools returned it, by phase and kind, beside the round before."""
    campaign = found_round(request, reference)
    context = {
        "title": campaign.record.title,
        "trail": trail(request.partnership),
        **_shown(request, campaign),
    }
    return render(request, "school_return/round.html", context)


def _shown(request: HttpRequest, campaign: Campaign) -> dict[str, Any]:
    here, viewer = request.partnership, request.viewer
    reference, rates = campaign.record.reference, rates_of(campaign)
    pages = [
        ("All returns", "returns", "questionnaire.see"),
        ("What schools have in place", "in-place", "results.see"),
        ("What schools asked for", "needs", "results.see"),
    ]
    if campaign.sent:
        pages.insert(0, ("Whom to chase", "chase", CHANGE))
    results = [("Results by question, words and themes", engine.at("results", here, reference))]
    if campaign.ended is None:
        pages.append(("Ask schools", "ask", CHANGE))
    return {
        "campaign": campaign,
        "board": engine.of_campaign(here, campaign),
        "rates": rates,
        "chart": drawing.chart_of(campaign, rates),
        "pages": [
            (words, at(name, here, reference))
            for words, name, permission in pages
            if viewer.may(permission, here.pk)
        ]
        + (results if viewer.may("results.see", here.pk) else []),
    }


@open_to("results.see")
def in_place(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """What schools have in place: by question and phase, of those that returned it."""
    campaign = found_round(request, reference)
    table = in_place_of(campaign)
    if (kind := request.GET.get("export")) in ("csv", "xlsx"):
        title = f"{campaign.record.title} in place"
        return table_response(kind, title, *drawing.file_of(campaign, table))
    context = {
        "title": "What schools have in place",
        "trail": trail(request.partnership, campaign),
        "campaign": campaign,
        "table": table,
        "lines": [
            (row, [(words, row.phases.get(key)) for key, words in table.phases])
            for row in table.rows
        ],
    }
    return render(request, "school_return/in_place.html", context)


@open_to(CHANGE)
def ask(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Ask the schools of some phases and kinds."""
    here, day = request.partnership, request.viewer.day
    campaign = found_round(request, reference)
    there = not_asked(campaign, day)

    def act(form: AskForm) -> str:
        phases = form.cleaned_data["phases"]
        types = form.cleaned_data.get("types", ())
        found = to_ask(campaign, day, phases, types, SETTINGS in phases)
        made = ask_bodies(by=request.viewer.person, campaign=campaign, agencies=found)
        words = count_words(len(made), "school is", "schools are")
        told = "invited" if campaign.sent else "asked once you send it"
        return f"{words[:1].upper()}{words[1:]} {told}."

    lead = "Whoever holds the post of designated safeguarding lead at a school answers for it."
    if not there:
        lead = "Every school of the register is asked already."
    elif campaign.sent:
        lead += " The round was sent: whoever you add is invited at once."
    return act_on(
        request,
        AskForm,
        act,
        title="Ask schools",
        button="Ask them",
        back=at("round", here, reference) if campaign.sent else engine.of_campaign(here, campaign),
        template="school_return/ask.html",
        others=engine.at("ask", here, reference),
        rows=there,
        initial={"phases": [key or SETTINGS for key, _, _ in there]},
        lead=lead,
        trail=trail(here, campaign),
    )
