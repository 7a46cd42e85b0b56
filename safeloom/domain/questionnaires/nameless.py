"""Pages on which nobody has a name."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ROOT = "/survey/"
_WHO = (
    "HTTP_COOKIE",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
    "HTTP_AUTHORIZATION",
)


class NamelessMiddleware:
    """Stands before all others: under `/survey/` a request arrives without cookies and without the address
    it came from, so that nothing behind can look anybody up, though they be signed in; and what goes
    back sets no cookie, stays in no cache, tells no other site where one was, and is written to no log
    for having been refused (a line there would have a time)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        for name in _WHO:
            request.META.pop(name, None)
        request.META["REMOTE_ADDR"] = ""
        response = self.get_response(request)
        response.cookies.clear()
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        del response["Vary"]
        if response.status_code < 500:
            response._has_been_logged = True  # type: ignore[attr-defined]
        return response
