"""Setting up, changing and taking away one's own second step."""

import json
from base64 import b64decode, b64encode
from urllib.parse import urlencode

from allauth.core import ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from safeloom.foundation.access.factors import factors_of, has_second_step, recovery_codes
from safeloom.foundation.access.pages import open_before_strong
from safeloom.foundation.encryption.box import CannotOpen, seal, unseal
from safeloom.foundation.identity.models import Account
from safeloom.foundation.identity.sessions import STRONG
from safeloom.portal import commands
from safeloom.portal.entering import once_proved, prove, proved_lately, where_next
from safeloom.portal.forms import AddKeyForm, CodeForm, ConfirmForm
from safeloom.web.forms import INVALID, form_page

# Where the session holds the secret of an app that is being set up, sealed.
HELD = "app_secret"
SHOWN_IN = 4


@open_before_strong
def overview(request: HttpRequest) -> HttpResponse:
    """What is set up, and what may be."""
    context = {
        "title": "Second step at sign-in",
        "has": factors_of(request.viewer.account),
        "must": bool(request.viewer.held_back),
        "next": where_next(request, ""),
        "going_on": urlencode({"next": where_next(request, "")}),
        "trail": [] if request.viewer.held_back else [("Your account", reverse("portal:account"))],
    }
    return render(request, "portal/second_step.html", context)


@open_before_strong
@once_proved()
@sensitive_post_parameters()
def add_app(request: HttpRequest) -> HttpResponse:
    """Show the key of an app, as a picture and in letters, and take the first code it shows."""
    account = request.viewer.account
    form = CodeForm(request.POST or None)
    secret = _secret(request, account)
    if request.method == "POST":
        if too_often := _too_often(request):
            return too_often
        if form.is_valid():
            try:
                commands.add_app(
                    account=account,
                    secret=secret,
                    code=form.cleaned_data["one_time_code"],
                    session_key=request.session.session_key or "",
                )
            except ValidationError as problem:
                form.add_error("one_time_code", problem)
            else:
                del request.session[HELD]
                return _set_up(request, "The app is set up.")
    picture = get_adapter().build_totp_svg(get_adapter().build_totp_url(account, secret))
    context = {
        "title": "Set up an app",
        "form": form,
        "picture": "data:image/svg+xml;base64," + b64encode(picture.encode()).decode(),
        "letters": " ".join(secret[at : at + SHOWN_IN] for at in range(0, len(secret), SHOWN_IN)),
        "next": where_next(request, ""),
        "back": reverse("portal:second-step"),
    }
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "portal/add_app.html", context, status=status)


@open_before_strong
@once_proved()
def add_key(request: HttpRequest) -> HttpResponse:
    """Take a security key, or what a computer or telephone has in its place."""
    account = request.viewer.account
    form = AddKeyForm(request.POST or None)
    if request.method == "POST":
        if too_often := _too_often(request):
            return too_often
        if form.is_valid() and _checked(form):
            commands.add_key(
                account=account,
                name=form.cleaned_data["name"],
                credential=form.cleaned_data["credential"],
                session_key=request.session.session_key or "",
            )
            return _set_up(request, "The key is set up.")
    context = {
        "title": "Set up a security key",
        "form": form,
        "options": json.dumps(webauthn.begin_registration(account, passwordless=False)),
        "next": where_next(request, ""),
        "back": reverse("portal:second-step"),
    }
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "portal/add_key.html", context, status=status)


@open_before_strong
@once_proved("portal:second-step")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an app or a key away."""
    account = request.viewer.account
    if commands.remove_factor(account=account, pk=pk) is None:
        raise Http404
    if not has_second_step(account):
        request.session[STRONG] = False
    messages.success(request, "It is removed and works no longer.")
    return HttpResponseRedirect(reverse("portal:second-step"))


@open_before_strong
@once_proved()
def codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes that are left; on asking, new ones."""
    account = request.viewer.account
    if request.method == "POST":
        try:
            commands.new_recovery_codes(account=account)
        except ValidationError:
            return HttpResponseRedirect(reverse("portal:second-step"))
        messages.success(request, "These are new codes. The ones before work no longer.")
        return HttpResponseRedirect(reverse("portal:recovery-codes"))
    context = {
        "title": "Recovery codes",
        "codes": [f"{code[:4]} {code[4:]}" for code in recovery_codes(account)],
        "next": where_next(request, reverse("portal:second-step")),
        "back": reverse("portal:second-step"),
    }
    return render(request, "portal/codes.html", context)


@open_before_strong
@sensitive_post_parameters()
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask again who it is, before what they sign in with is changed."""
    account = request.viewer.account
    go_on = HttpResponseRedirect(where_next(request, reverse("portal:account")))
    if proved_lately(request):
        return go_on
    if not account.has_usable_password():
        title = {"title": "Sign in again to go on"}
        return render(request, "portal/confirm_elsewhere.html", title)
    form = ConfirmForm(request.POST or None, account=account)
    if request.method == "POST":
        if too_often := _too_often(request):
            return too_often
        if form.is_valid():
            request.session.cycle_key()
            prove(request)
            return go_on
    return form_page(
        request,
        form,
        title="Confirm that it is you",
        button="Go on",
        template="web/question.html",
        lead="You are about to change how you sign in. Enter your password once more.",
        posts_to=request.get_full_path(),
        back=reverse("portal:account"),
    )


def _set_up(request: HttpRequest, said: str) -> HttpResponse:
    """On to the recovery codes, which who has just set up the first factor has not seen yet."""
    request.session[STRONG] = True
    messages.success(request, said)
    follow = urlencode({"next": where_next(request, reverse("portal:second-step"))})
    return HttpResponseRedirect(f"{reverse('portal:recovery-codes')}?{follow}")


def _checked(form: AddKeyForm) -> bool:
    credential = form.cleaned_data["credential"]
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except (ValidationError, KeyError, TypeError, ValueError, AttributeError):
        form.add_error(None, "The key was not taken. Try again.")
        return False
    return True


def _secret(request: HttpRequest, account: Account) -> str:
    """The secret of the app that is being set up: the same until it is, however often the page is
    loaded. Sealed: whoever reads the sessions in the database cannot use it."""
    bound_to = f"portal.app:{account.pk}"
    try:
        return unseal(b64decode(request.session.get(HELD, "")), bound_to).decode()
    except CannotOpen:
        secret = generate_totp_secret()
        request.session[HELD] = b64encode(seal(secret.encode(), bound_to)).decode()
        return secret


def _too_often(request: HttpRequest) -> HttpResponse | None:
    return ratelimit.consume_or_429(
        request, action="second_step", key=str(request.viewer.account.pk)
    )
