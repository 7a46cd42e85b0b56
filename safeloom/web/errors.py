"""Pages for what went wrong, named as handlers by the root URLs.

They say what happened and what to do, never what was missing or who may see it.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    return render(request, f"web/errors/{name}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where more was sent than is taken."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _page(request, "400", 400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same words for what is missing and for what is not this person's to see."""
    return _page(request, "404", 404)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Forbidden looks like missing, its status too."""
    return not_found(request)


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    return _page(request, "413", 413)


def too_many(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """429, for allauth's rate limits (`handler429` in the root URLs)."""
    response = _page(request, "429", 429)
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Stands alone: it asks neither the database, nor the session, nor the static files."""
    return HttpResponse(render_to_string("web/errors/500.html"), status=500)
