"""How many things need somebody: shown on every page, and so counted anew only on home, after something
was posted, and when a minute has passed."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from safeloom.portal.home import needs_me

SECONDS = 60
_KEPT = "needs"


def count(request: HttpRequest) -> int:
    """How many things need the viewer in the request's partnership, by a count that may be a minute
    old where others wrote meanwhile."""
    key = request.partnership.key
    known, at = request.session.get(_KEPT, {}).get(key, (0, 0))
    if 0 <= time.time() - at < SECONDS:
        return known
    return keep(request, needs_me(request.viewer, request.partnership).count)


def keep(request: HttpRequest, counted: int) -> int:
    """Keep what was counted just now; returns it."""
    known = request.session.get(_KEPT, {})
    request.session[_KEPT] = known | {request.partnership.key: (counted, time.time())}
    return counted


class CountAgainMiddleware:
    """Who posted something sees at once what that did to the count."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            request.session.pop(_KEPT, None)
        return response
