"""Answering by a link: the secret leaves the address at once, and opens one response."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.ratelimit import consume_or_429
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from safeloom.domain.questionnaires.answering_way import Way
from safeloom.domain.questionnaires.commands.entering import LinkOver, enter
from safeloom.domain.questionnaires.models import ResponseLink
from safeloom.domain.questionnaires.queries.answering import contributor_of
from safeloom.domain.questionnaires.queries.links import live
from safeloom.domain.questionnaires.queries.rows import responses
from safeloom.domain.questionnaires.views import answering
from safeloom.domain.questionnaires.views.answering_colleagues import colleagues
from safeloom.domain.questionnaires.views.answering_section import AUTOSAVE
from safeloom.foundation.access.pages import open_to, open_to_anyone
from safeloom.foundation.encryption.box import CannotOpen, seal, unseal
from safeloom.foundation.sealed.models import Opening
from safeloom.foundation.sealed.reading import read

HELD, SHOWN = "response-link", "response-link-shown"
BOUND_TO = "questionnaires.link"
Page = Callable[..., HttpResponse]


@open_to_anyone
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address at once, so that it stays in no history, log or referrer. It
    changes nothing: mail scanners and previews open links too."""
    request.session[HELD] = b64encode(seal(secret.encode(), BOUND_TO)).decode()
    request.session.pop(SHOWN, None)
    return HttpResponseRedirect(reverse("questionnaires:by-link"))


def _of_link(page: Page) -> Page:
    """A page of the response of the link that was opened in this browser, once it was entered."""

    @open_to_anyone
    @sensitive_post_parameters()
    @wraps(page)
    def shown(request: HttpRequest, **named: Any) -> HttpResponse:
        link = live(_held(request))
        if link is None:
            return _over(request)
        if request.session.get(SHOWN) != str(link.pk):
            return HttpResponseRedirect(reverse("questionnaires:by-link"))
        return page(request, _way(link), **named)

    return shown


@open_to_anyone
def by_link(request: HttpRequest) -> HttpResponse:
    """First what is asked, by whom, until when; once it was entered, which is counted, its sections."""
    secret = _held(request)
    link = live(secret)
    if link is None:
        return _over(request)
    if request.session.get(SHOWN) == str(link.pk) and request.method != "POST":
        return answering.tasks(request, _way(link))
    if request.method == "POST":
        try:
            request.session[SHOWN] = str(enter(secret=secret).pk)
        except LinkOver:
            return _over(request)
        return HttpResponseRedirect(reverse("questionnaires:by-link"))
    way = _way(link)
    response = way.response
    # Mail scanners come here too: of what is sealed nothing is told yet, as in the mail.
    sealed = any(one is not None and one.is_sealed for one in (response.record, response.about))
    context = {
        "title": "A questionnaire" if sealed else response.campaign.record.title,
        "way": way,
        "link": link,
        "partnership_name": way.response.campaign.partnership.name,
    }
    return render(request, "questionnaires/answer_before.html", context)


link_section = _of_link(answering.section)
link_check = _of_link(answering.check)
link_sign = _of_link(answering.sign)
link_colleagues = _of_link(colleagues)
link_certificate = _of_link(answering.certificate)
link_certificate_file = _of_link(answering.certificate_file)
link_download = _of_link(answering.download)


def _signed_in(page: Page) -> Page:
    """The same page for an agency's lead who signed in."""

    @open_to("response.answer")
    @sensitive_post_parameters()
    @wraps(page)
    def shown(
        request: HttpRequest, partnership_key: str, reference: str, **named: Any
    ) -> HttpResponse:
        rows = responses(request.viewer, request.partnership, "response.answer")
        rows = rows.select_related("campaign__partnership", "record__partnership")
        response = rows.filter(record__reference=reference, agency__isnull=False).first()
        if response is None or response.record is None or response.campaign.sent is None:
            raise Http404
        read(request, response.record, Opening.How.CHANGE)
        person = request.viewer.person
        way = Way(response, person, contributor_of(response, person), by_link=False)
        return page(request, way, **named)

    return shown


answer = _signed_in(answering.tasks)
answer_section = _signed_in(answering.section)
answer_check = _signed_in(answering.check)
answer_sign = _signed_in(answering.sign)
answer_colleagues = _signed_in(colleagues)
answer_certificate = _signed_in(answering.certificate)
answer_certificate_file = _signed_in(answering.certificate_file)
answer_download = _signed_in(answering.download)


def _way(link: ResponseLink) -> Way:
    contributor = link.contributor
    return Way(contributor.response, contributor.person, contributor, by_link=True)


def _over(request: HttpRequest) -> HttpResponse:
    """Nothing is opened; what was typed is shown to be copied. Trying secrets is slowed."""
    if too_often := consume_or_429(request, action="response_link"):
        return too_often
    if AUTOSAVE in request.headers:
        return JsonResponse({"over": True}, status=410)
    typed = [
        ("", value.strip())
        for name, value in request.POST.items()
        if name.startswith(("q-", "why-")) and value.strip()
    ]
    context = {"title": "This link does not work", "typed": typed}
    return render(request, "questionnaires/answer_over.html", context, status=410)


def _held(request: HttpRequest) -> str:
    """The secret of the link that was opened in this browser; empty where there is none."""
    try:
        return unseal(b64decode(request.session.get(HELD, "")), BOUND_TO).decode()
    except CannotOpen:
        return ""
