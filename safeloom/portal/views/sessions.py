"""Where somebody is signed in, and ending that."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from safeloom.foundation.access.commands import sessions
from safeloom.foundation.access.pages import open_to_signed_in
from safeloom.foundation.identity.signed_in import mark_of, signed_in
from safeloom.portal.entering import once_proved


@open_to_signed_in
def listed(request: HttpRequest) -> HttpResponse:
    """Each browser in which the person is signed in."""
    context = {
        "title": "Where you are signed in",
        "sessions": signed_in(request.viewer.account),
        "this_one": mark_of(request.session.session_key),
        "minutes": settings.SESSION_COOKIE_AGE // 60,
        "hours": round(settings.SESSION_LONGEST.total_seconds() / 3600),
        "trail": [("Your account", reverse("portal:account"))],
    }
    return render(request, "portal/sessions.html", context)


@open_to_signed_in
@once_proved("portal:sessions")
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End one session of one's own."""
    ended = sessions.end_session(
        by=request.viewer.person,
        account=request.viewer.account,
        mark=request.POST.get("session", ""),
    )
    if not ended:
        raise Http404
    messages.success(request, "That browser is signed out.")
    return HttpResponseRedirect(reverse("portal:sessions"))


@open_to_signed_in
@once_proved("portal:sessions")
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all but the one the person is asking from."""
    sessions.end_sessions(
        by=request.viewer.person,
        account=request.viewer.account,
        but=request.session.session_key or "",
    )
    messages.success(request, "All other browsers are signed out.")
    return HttpResponseRedirect(reverse("portal:sessions"))
