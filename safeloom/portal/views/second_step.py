"""The second step while signing in: a code, or a security key."""

import json
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStageController
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from safeloom.foundation.access.commands import factors as commands
from safeloom.foundation.access.factors import factors_of, take_code
from safeloom.foundation.access.leaving import has_left
from safeloom.foundation.access.pages import open_to_anyone
from safeloom.foundation.identity.models import Account
from safeloom.portal.factors import WRONG
from safeloom.portal.forms import CodeForm, KeyForm
from safeloom.portal.stages import SecondStep
from safeloom.web.forms import INVALID

LIMIT = "second_step"


@open_to_anyone
@sensitive_post_parameters()
def at_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who gave the right password for their code or key."""
    stage = LoginStageController.enter(request, SecondStep.key)
    if stage is None:
        return HttpResponseRedirect(reverse("portal:sign-in"))
    account: Account = stage.login.user
    if not account.is_active or has_left(account):
        return stage.abort()
    form: CodeForm | KeyForm = CodeForm()
    if request.method == "POST":
        key = str(account.pk)
        if too_often := ratelimit.consume_or_429(request, action=LIMIT, key=key):
            return too_often
        by_key = "credential" in request.POST
        form = (KeyForm if by_key else CodeForm)(request.POST)
        factor = _factor(account, form) if form.is_valid() else None
        if factor is not None:
            ratelimit.clear(request, action=LIMIT, key=key)
            commands.second_step_taken(account=account, factor=factor)
            record_authentication(request, account, "mfa", type=factor.type)
            return stage.exit()
        commands.second_step_refused(account=account)
    return _page(request, account, form)


def _factor(account: Account, form: CodeForm | KeyForm) -> Authenticator | None:
    """Whose code or answer it is; a wrong one is said on the form."""
    if isinstance(form, CodeForm):
        factor = take_code(account, form.cleaned_data["one_time_code"])
        if factor is None:
            form.add_error("one_time_code", WRONG)
        return factor
    try:
        return answered(account, form.cleaned_data["credential"])
    except ValidationError:
        form.add_error(None, "This key was not recognised. Try again, or use a code.")
        return None


def answered(account: Account, credential: Any) -> Authenticator:
    """The key whose answer to what was asked just now this is. Raises ValidationError."""
    try:
        webauthn.parse_authentication_response(credential)
        found = webauthn.complete_authentication(account, credential)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise ValidationError("Not an answer of a key.") from problem
    found.record_usage()
    return found


def _page(request: HttpRequest, account: Account, form: CodeForm | KeyForm) -> HttpResponse:
    has = factors_of(account)
    context = {
        "title": "Enter your code" if has.app else "Use your security key",
        "form": form,
        "code_form": form if isinstance(form, CodeForm) else CodeForm(),
        "has": has,
        "options": json.dumps(webauthn.begin_authentication(account)) if has.keys else "",
        "back": reverse("portal:sign-in"),
    }
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "portal/second_step_in.html", context, status=status)
