"""Every request passes here before its view: denied unless a rule allows it."""

import logging
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from safeloom.foundation.access.pages import Opening
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity import drafts
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.identity.sessions import STRONG
from safeloom.foundation.sealed.reading import ReasonNeeded
from safeloom.foundation.today import today

log = logging.getLogger(__name__)


class AccessMiddleware:
    """Gives the request its `viewer` and `partnership`, and refuses what no rule allows. Missing and
    forbidden are the same 404; a stranger is sent to sign in before anything is looked up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.partnership = None
        account = request.user if request.user.is_authenticated else None
        strong = account is not None and bool(request.session.get(STRONG))
        request.viewer = Viewer(account, today(), strong=strong)
        response = self.get_response(request)
        # Nothing of what a person saw stays behind in the browser or on the way to it.
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        if account is not None and _saved(request, response):
            drafts.spend(account, request.GET[drafts.PARAMETER], request.path)
        return response

    def process_view(self, request, view, args, kwargs) -> HttpResponse | None:
        """Let the request through to its view, send it to sign-in or to setting up a second step, or
        raise Http404."""
        opening: Opening | None = getattr(view, "opening", None)
        if opening is None:
            raise Http404
        if opening.to == "anyone":
            return None
        if request.viewer.account is None:
            return _away(request, settings.LOGIN_URL)
        if request.viewer.has_left:
            request.session.flush()
            return HttpResponseRedirect(settings.LOGIN_URL)
        if request.viewer.held_back and not opening.before_strong:
            return _away(request, settings.SECOND_STEP_URL)
        if opening.to == "signed-in":
            return None
        partnership = Partnership.objects.filter(key=kwargs["partnership_key"]).first()
        if partnership is None or not request.viewer.may(opening.permission, partnership.pk):
            log.warning("refused %s to account %s", opening.permission, request.viewer.account.pk)
            raise Http404
        request.partnership = partnership
        return None

    def process_exception(self, request, exception) -> HttpResponse | None:
        """Where sealed material was about to be shown, ask why first; what was posted is kept meanwhile."""
        if not isinstance(exception, ReasonNeeded):
            return None
        key = request.partnership.key
        return _away(request, reverse(settings.SEALED_ASK_VIEW, args=[key, exception.record.pk]))


def address_with_draft(request: HttpRequest) -> str | None:
    """Hold what was posted for the account whose key the form carries, and give the address of the
    same page offering it; None when nothing could be held."""
    draft = drafts.hold(request.POST, request.path)
    if draft is None:
        return None
    query = request.GET.copy()
    query[drafts.PARAMETER] = str(draft.pk)
    return f"{request.path}?{query.urlencode()}"


def _away(request: HttpRequest, to: str) -> HttpResponse:
    """To where something must be done first, and from there back."""
    back = request.get_full_path()
    if request.method == "POST":
        # It came about while somebody was typing: hold what they posted, for them alone.
        back = address_with_draft(request) or back
    return HttpResponseRedirect(f"{to}?{urlencode({'next': back})}")


def _saved(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method == "POST"
        and drafts.PARAMETER in request.GET
        and response.status_code in {302, 303}
    )
