"""Open links of a survey: one for each of many agencies, and their posters to print."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.domain.questionnaires.addresses import of_open_link
from safeloom.domain.questionnaires.commands.open_links import open_links_for
from safeloom.domain.questionnaires.queries.open_links import drawn
from safeloom.domain.questionnaires.views.paging import page_of
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.notices.links import site_address
from safeloom.systems.surveys.addresses import at
from safeloom.systems.surveys.forms import LinksForm
from safeloom.systems.surveys.queries.surveys import without_link
from safeloom.systems.surveys.views.surveys import survey_of, trail
from safeloom.web.acting import act_on
from safeloom.web.words import count_words

# Codes are drawn anew for each page, so a page has few of them.
ON_A_PAGE = 25


@open_to("campaign.change")
def add(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A link for each agency of some kinds that has none yet: for each school, say."""
    here, viewer = request.partnership, request.viewer
    campaign = survey_of(request, reference, "campaign.change")
    rows = without_link(campaign, viewer.day)

    def act(form: LinksForm) -> str:
        kinds = form.cleaned_data["kinds"]
        chosen = [one for key, _, found in rows if key in kinds for one in found]
        made = open_links_for(by=viewer.person, campaign=campaign, agencies=chosen)
        return f"{count_words(len(made), 'link was', 'links were')} made."

    return act_on(
        request,
        LinksForm,
        act,
        title="A link for each agency",
        button="Make the links",
        back=f"{at('survey', here, reference)}#links",
        rows=rows,
        lead="Each gets an address of its own, so that results can be told apart by agency where enough "
        "answered. Who has a link keeps it.",
        trail=trail(request, campaign),
    )


@open_to("questionnaire.see")
def posters(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """The posters of all links that take answers, each on a sheet of its own when printed."""
    campaign = survey_of(request, reference, "questionnaire.see")
    links = campaign.open_links.filter(stopped__isnull=True).order_by("label")
    pages = page_of(request, links, ON_A_PAGE)
    sheets: list[dict[str, Any]] = []
    for link in pages.object_list:
        address = site_address(of_open_link(link.code))
        sheets.append({"link": link, "address": address, "code": drawn(address)})
    context = {
        "title": f"Posters: {campaign.record.title}",
        "campaign": campaign,
        "sheets": sheets,
        "page": pages,
        "trail": trail(request, campaign),
    }
    return render(request, "surveys/posters.html", context)
