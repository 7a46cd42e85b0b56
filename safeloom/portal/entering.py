"""How somebody came in: with what, and how long ago they last proved who they are."""

import time
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from safeloom.foundation.identity.models import Account

# How many seconds after proving who they are somebody may change what they sign in with.
PROOF_LASTS = 600
_PROVED = "proved"


def came_strongly(request: HttpRequest, account: Account) -> bool:
    """Whether a second step was taken while signing in, here or at a service that is trusted for it."""
    records = get_authentication_records(request, account)
    return any(record.get("method") == "mfa" or record.get("strong") for record in records)


def prove(request: HttpRequest) -> None:
    """Note that the person proved just now who they are."""
    request.session[_PROVED] = time.time()


def proved_lately(request: HttpRequest) -> bool:
    """Whether they did so in the last ten minutes."""
    return time.time() - request.session.get(_PROVED, 0) < PROOF_LASTS


View = Callable[..., HttpResponse]


def once_proved(back: str = "") -> Callable[[View], View]:
    """Open a view to who proved lately who they are; lead others to do so and back: to the page whose
    name is `back`, where the view only takes what is sent to it."""

    def mark(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if proved_lately(request):
                return view(request, *args, **kwargs)
            following = urlencode({"next": reverse(back) if back else request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('portal:confirm')}?{following}")

        return wrapped

    return mark


def where_next(request: HttpRequest, otherwise: str) -> str:
    """The page of this site that the request names as the next, or another."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    return asked if asked and get_adapter().is_safe_url(asked) else otherwise
