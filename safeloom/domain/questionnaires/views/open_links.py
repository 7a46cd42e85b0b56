"""Open links of an anonymous campaign: adding, stopping, the code, the poster."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from safeloom.domain.partnership.queries.agencies import listed as agencies_of
from safeloom.domain.partnership.queries.areas import listed as areas_of
from safeloom.domain.questionnaires.addresses import of_open_link
from safeloom.domain.questionnaires.commands import campaigns as verbs
from safeloom.domain.questionnaires.forms.campaigns import OpenLinkForm, SureForm
from safeloom.domain.questionnaires.models import OpenLink
from safeloom.domain.questionnaires.queries import open_links
from safeloom.domain.questionnaires.views.finding import (
    act_on_campaign,
    campaign_of,
    campaign_trail,
)
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.notices.links import site_address
from safeloom.web.downloads import private_download


@open_to("campaign.change")
def add(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Make an address by which anybody answers."""
    here, viewer = request.partnership, request.viewer
    campaign = campaign_of(request, reference)

    def act(form: OpenLinkForm) -> str:
        verbs.open_link_for(by=viewer.person, campaign=campaign, **form.cleaned_data)
        return "The link is there, with its code and its poster."

    return act_on_campaign(
        request,
        campaign,
        OpenLinkForm,
        act,
        title="Add an open link",
        button="Add link",
        lead="Anybody who has the link, or the code made of it, answers without a name.",
        rows=(areas_of(viewer, here, viewer.day), agencies_of(viewer, here, viewer.day)),
    )


@open_to("campaign.change")
def stop(request: HttpRequest, partnership_key: str, reference: str, code: str) -> HttpResponse:
    """Let nobody answer by a link from now on."""
    link = _link(request, reference, code)

    def act(form: SureForm) -> str:
        verbs.stop_open_link(by=request.viewer.person, link=link)
        return "Nobody answers by that link any more."

    return act_on_campaign(
        request,
        link.campaign,
        SureForm,
        act,
        title=f"Stop the link “{link.label}”",
        button="Stop the link",
        warn=True,
        lead="Whoever opens it is then told that it takes no answers. What came by it stays.",
    )


@open_to("questionnaire.see")
def drawn(request: HttpRequest, partnership_key: str, reference: str, code: str) -> HttpResponse:
    """The code of a link as an SVG file, to be put on paper or a screen."""
    link = _link(request, reference, code, "questionnaire.see")
    svg = render(request, "questionnaires/qr.svg", _code(link)).content
    return private_download(svg, f"qr-{link.code}.svg", "image/svg+xml")


@open_to("questionnaire.see")
def poster(request: HttpRequest, partnership_key: str, reference: str, code: str) -> HttpResponse:
    """A page to print and hang up: what is asked, the code, the address, in plain words."""
    link = _link(request, reference, code, "questionnaire.see")
    context = {
        "title": link.campaign.record.title,
        "link": link,
        "campaign": link.campaign,
        "trail": campaign_trail(request, link.campaign),
        **_code(link),
    }
    return render(request, "questionnaires/poster.html", context)


def _code(link: OpenLink) -> dict[str, object]:
    address = site_address(of_open_link(link.code))
    return {"code": open_links.drawn(address), "address": address}


def _link(
    request: HttpRequest, reference: str, code: str, permission: str = "campaign.change"
) -> OpenLink:
    campaign = campaign_of(request, reference, permission)
    return get_object_or_404(
        campaign.open_links.select_related("campaign__record", "campaign__partnership"), code=code
    )
