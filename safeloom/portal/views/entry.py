"""Signing in and out."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.views import LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from safeloom.foundation.access.middleware import address_with_draft
from safeloom.foundation.access.pages import open_to_anyone
from safeloom.portal.forms import SignInForm
from safeloom.portal.personas import personas
from safeloom.web.forms import INVALID


class SignIn(LoginView):
    """allauth's sign-in, with its limits on attempts, on our page."""

    template_name = "portal/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who comes here between password and second step begins anew."""
        if request.method == "GET":
            clear_login(request)
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[SignInForm]:
        """Our form."""
        return SignInForm

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=INVALID)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page shows."""
        form = kwargs.get("form") or self.get_form()
        return {
            "form": form,
            "title": "Sign in",
            "button": "Sign in",
            "next": self.request.POST.get("next") or self.request.GET.get("next", ""),
            "personas": personas(),
            "services": settings.SIGN_IN_SERVICES,
        }


sign_in = open_to_anyone(SignIn.as_view())


@open_to_anyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; an ended one is no mistake."""
    logout(request, show_message=False)
    answer = HttpResponseRedirect(settings.LOGOUT_REDIRECT_URL)
    # Nothing of what was shown stays in the browser, should anything have been kept.
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@open_to_anyone
def sign_in_as_persona(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's people. Elsewhere there is no such page."""
    if not settings.DEMONSTRATION or request.method != "POST":
        raise Http404
    chosen = [one for one in personas() if one.key == request.POST.get("persona")]
    if not chosen:
        raise Http404
    if request.user.is_authenticated:
        logout(request, show_message=False)
    account = chosen[0].account
    # Whatever the last visitor set up for the persona stands in nobody's way.
    record_authentication(request, account, "persona", strong=True)
    return perform_login(request, Login(user=account))


def form_is_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose key against forgery is not the present one: most often it was open in one window
    while its owner signed in again in another. What was typed is held and offered, never carried
    out; without a draft to hold, nothing happens at all."""
    if address := address_with_draft(request):
        return HttpResponseRedirect(address)
    if request.path == settings.LOGIN_URL:
        back = {"next": request.POST.get("next", "")}
        return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode(back)}")
    return render(
        request,
        "portal/too_old.html",
        {"title": "This page was open for too long"},
        status=403,
    )
