"""A person's own account, and choosing a password."""

from base64 import b64decode, b64encode

from allauth.core.ratelimit import consume_or_429
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from safeloom.foundation.access.commands import accounts
from safeloom.foundation.access.pages import open_to_anyone, open_to_signed_in
from safeloom.foundation.encryption.box import CannotOpen, seal, unseal
from safeloom.foundation.notices import forgotten
from safeloom.portal.forms import ChangePasswordForm, ChoosePasswordForm, ForgottenForm
from safeloom.portal.queries import entries_of, partnerships_of, roles_of
from safeloom.web.forms import form_for, form_page

HELD_IN_SESSION = "link"
BOUND_TO = "portal.link"


@open_to_signed_in
def own(request: HttpRequest) -> HttpResponse:
    """What the installation knows of a person's own account."""
    account = request.viewer.account
    context = {
        "title": "Your account",
        "account": account,
        "roles": roles_of(request.viewer, partnerships_of(request.viewer)),
        "entries": entries_of(account),
    }
    return render(request, "portal/account.html", context)


@open_to_signed_in
@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """Another password; every other session of the account ends."""
    account = request.viewer.account
    form = form_for(request, ChangePasswordForm, account=account)
    if request.method == "POST":
        if too_often := consume_or_429(request, action="change_password", user=account):
            return too_often
        if form.is_valid():
            accounts.change_password(
                account=account,
                password=form.cleaned_data["new_password"],
                session_key=request.session.session_key or "",
            )
            update_session_auth_hash(request, account)
            messages.success(request, "Your password is changed. Other devices were signed out.")
            return HttpResponseRedirect(reverse("portal:account"))
    return form_page(
        request,
        form,
        title="Change your password",
        button="Change password",
        template="web/question.html",
        back=reverse("portal:account"),
    )


@open_to_anyone
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Ask for a mail with a link to a new password, where mail is sent; the answer is the same for
    any address, in words and in time."""
    title = "If you cannot sign in"
    if not settings.EMAIL_HOST:
        return render(request, "portal/reset.html", {"title": title})
    form = ForgottenForm(request.POST or None)
    if request.method == "POST":
        email = request.POST.get("email", "")
        too_often = consume_or_429(request, action="reset_password", key=email.strip().lower())
        if too_often:
            return too_often
        if form.is_valid():
            forgotten.ask(form.cleaned_data["email"])
            return render(request, "portal/reset_asked.html", {"title": "Look in your mail"})
    return form_page(
        request,
        form,
        title=title,
        button="Send me a link",
        template="portal/reset_by_mail.html",
        back=reverse("portal:sign-in"),
    )


@open_to_anyone
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address at once, so that it stays in no history, log or referrer.
    Opening a link does not spend it: mail scanners and previews open links too."""
    accounts.link_opened(secret)
    # Sealed: whoever reads the sessions in the database cannot use it.
    request.session[HELD_IN_SESSION] = b64encode(seal(secret.encode(), BOUND_TO)).decode()
    return HttpResponseRedirect(reverse("portal:choose-password"))


@open_to_anyone
@sensitive_post_parameters()
def choose_password(request: HttpRequest) -> HttpResponse:
    """Choose a password with a link that was opened in this browser."""
    if request.method == "POST" and (
        too_often := consume_or_429(request, action="reset_password_from_key")
    ):
        return too_often
    secret = _opened(request)
    try:
        account = accounts.account_of_link(secret)
        form = form_for(request, ChoosePasswordForm, account=account)
        if request.method == "POST" and form.is_valid():
            accounts.use_link(secret=secret, password=form.cleaned_data["new_password"])
            del request.session[HELD_IN_SESSION]
            messages.success(request, "Your password is set. Sign in with it.")
            return HttpResponseRedirect(reverse("portal:sign-in"))
    except accounts.LinkSpent:
        return render(
            request, "portal/link_spent.html", {"title": "This link does not work"}, status=410
        )
    return form_page(
        request,
        form,
        title="Choose your password",
        button="Set password",
        template="web/question.html",
        lead=f"For {account.email}. The link works once.",
    )


def _opened(request: HttpRequest) -> str:
    """The secret of the link that was opened in this browser; empty when there is none."""
    try:
        return unseal(b64decode(request.session.get(HELD_IN_SESSION, "")), BOUND_TO).decode()
    except CannotOpen:
        return ""
