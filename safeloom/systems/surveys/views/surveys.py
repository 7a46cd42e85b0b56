"""The surveys, and one of them: what came so far and what it comes to."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from safeloom.domain.questionnaires import addresses as engine
from safeloom.domain.questionnaires import results_addresses, results_shown
from safeloom.domain.questionnaires.models import Campaign
from safeloom.domain.questionnaires.queries.arrivals import Came, over_time
from safeloom.domain.questionnaires.queries.open_links import listed as links_of
from safeloom.domain.questionnaires.queries.results_found import results_of
from safeloom.domain.questionnaires.queries.results_tally import counted
from safeloom.domain.questionnaires.queries.results_texts import counts_of_themes
from safeloom.foundation.access.pages import open_to
from safeloom.systems.surveys.addresses import at
from safeloom.systems.surveys.content import USE
from safeloom.systems.surveys.queries import surveys as queries
from safeloom.web.charts import Chart, Series, bars
from safeloom.web.charts.model import MOST_POINTS
from safeloom.web.words import date_words, thousands

HEADINGS = {
    queries.OPEN: "Open now",
    queries.COMING: "Opening later",
    queries.DRAFT: "Being prepared",
    queries.CLOSED: "Closed",
}
CHANGE = "campaign.change"


def trail(request: HttpRequest, campaign: Campaign | None = None) -> list[tuple[str, str]]:
    """The way back to the surveys, or to one."""
    here = request.partnership
    way = [("Assurance", engine.at("campaigns", here)), ("Surveys", at("first", here))]
    if campaign is not None:
        way.append((campaign.record.reference, at("survey", here, campaign.record.reference)))
    return way


def survey_of(request: HttpRequest, reference: str, permission: str) -> Campaign:
    """The survey of a reference for which the viewer holds a permission, or 404."""
    rows = queries.surveys(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


def answers_words(many: int | None, asked: int | None) -> str:
    """`1,204`, of named answers `12 of 14`, or why it is not shown."""
    if many is None:
        return f"Fewer than {settings.HIDE_BELOW}"
    return results_shown.of_asked(many, asked)


@open_to("questionnaire.see")
def first(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The surveys by where they stand, with how many answered so far."""
    here, viewer = request.partnership, request.viewer
    lines = queries.lines_of(viewer, here)
    sees = viewer.may("results.see", here.pk)
    groups = []
    for key, heading in HEADINGS.items():
        rows = [
            (
                one.campaign,
                at("survey", here, one.campaign.record.reference)
                if sees
                else engine.of_campaign(here, one.campaign),
                answers_words(one.answered, one.asked),
            )
            for one in lines
            if one.stands == key
        ]
        if rows:
            groups.append((key, heading, rows))
    may = viewer.may(CHANGE, here.pk)
    context = {
        "title": "Surveys",
        "groups": groups,
        "actions": [("New survey", engine.at("begin-campaign", here))] if may else [],
        "content": f"{engine.at('questionnaires', here)}?use={USE}",
        "trail": [("Assurance", engine.at("campaigns", here))],
    }
    return render(request, "surveys/first.html", context)


@open_to("results.see")
def survey(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """One survey: what came, day by day and by where it hangs; before and after; themes."""
    here, viewer = request.partnership, request.viewer
    campaign = survey_of(request, reference, "results.see")
    found = results_of(campaign, viewer, viewer.day)
    tells = bool(found.results.submitted)
    came = over_time(campaign, viewer.day) if campaign.anonymous and tells else []
    links = links_of(campaign) if campaign.anonymous else []
    rows = counted(campaign, viewer)
    themes = counts_of_themes(campaign, rows, of_people=found.results.of_people) if tells else []
    may = viewer.may(CHANGE, here.pk) and campaign.ended is None
    results = results_addresses.at("results", campaign)
    context: dict[str, Any] = {
        "title": campaign.record.title,
        "campaign": campaign,
        "stands": HEADINGS[queries.stands(campaign, viewer.day)],
        "lead": results_shown.lead(found.results),
        "few": results_shown.few() if found.results.of_people else "",
        "tells": tells,
        "board": engine.of_campaign(here, campaign),
        "results": results,
        "apart": [
            (f"{results}?by={name}", words) for name, words in queries.apart(found.dimensions)
        ],
        "themes_page": results_addresses.at("results-themes", campaign)
        if viewer.may("response.moderate", here.pk)
        else "",
        "came": came,
        "chart": chart_of(came),
        "links": [
            (one, "Not shown" if one.came is None else thousands(one.came))  # type: ignore[attr-defined]
            for one in links
        ],
        "posters": at("posters", here, reference) if links else "",
        "add": at("links", here, reference) if may and campaign.anonymous else "",
        "shifts": [
            (words, results_shown.shift_words(one))
            for words, one in queries.shifts_of(found.results)
        ]
        if tells
        else [],
        "themes": themes,
        "trail": trail(request),
    }
    return render(request, "surveys/survey.html", context)


def chart_of(came: list[Came]) -> Chart | None:
    """Answers over time as bars with their table; None where no span has a number to be shown."""
    came = came[-MOST_POINTS:]
    if not any(one.many for one in came):
        return None
    labels = [
        date_words(one.start)
        if one.start == one.end
        else f"{date_words(one.start)} to {date_words(one.end)}"
        for one in came
    ]
    values = [None if one.many is None else Decimal(one.many) for one in came]
    notes = {at: "Not shown" for at, one in enumerate(came) if one.many is None}
    by_day = came[0].start == came[0].end
    return bars("", labels, [Series("Answers", values, notes)], heading="Day" if by_day else "From")
