"""Accounts: who may sign in."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from safeloom.foundation.access.commands import accounts as foundation
from safeloom.foundation.access.commands import sessions
from safeloom.foundation.access.factors import factors_of
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity.models import Account
from safeloom.foundation.identity.signed_in import signed_in
from safeloom.foundation.today import today
from safeloom.stewardship import commands, queries
from safeloom.stewardship.forms import OpenAccountForm
from safeloom.stewardship.views.hub import trail
from safeloom.web.forms import INVALID, form_for, form_page
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.words import moment_words

STATES = {
    "open": "In use",
    "new": "No password chosen yet",
    "invited": "Invited",
    "opened": "Invitation opened",
    "ended": "Invitation ran out",
    "left": "Has left",
    "closed": "Closed",
}
NOT_YOURS = (
    "This cannot be done by one partnership. Whoever keeps the installation can do it; a role here is"
    " ended on the page “Roles”."
)


def _state(account: Account) -> str:
    return STATES[account.state]


def _page(key: str) -> ListPage:
    return ListPage(
        title="Accounts",
        noun=("account", "accounts"),
        search=["person__principal__name", "email"],
        default_order="person__principal__name",
        columns=[
            Column(
                "Name",
                "person.name",
                sort="person__principal__name",
                link=lambda row: reverse("stewardship:account", args=[key, row.pk]),
            ),
            Column("E-mail address", "email", sort="email"),
            Column("State", _state, sort="state"),
            Column("Second step", lambda row: "Yes" if row.strong else "No", sort="strong"),
            Column("Last here", lambda row: moment_words(row.seen) or "Never", sort="seen"),
        ],
        filters=[
            Filter("state", "State", lambda request: STATES.items(), "state"),
            Filter(
                "second-step",
                "Second step",
                lambda request: [("yes", "Yes"), ("no", "No")],
                lambda rows, value: rows.filter(strong=value == "yes"),
            ),
        ],
        empty="The accounts of the partnership’s people will stand here.",
    )


@open_to("account.manage")
def listed(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The partnership's accounts."""
    return list_response(
        request,
        _page(partnership_key),
        queries.accounts(request.partnership),
        trail=trail(request),
        actions=[("Make an account", reverse("stewardship:open-account", args=[partnership_key]))],
    )


@open_to("account.manage")
def open_account(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Make an account for somebody of the directory, and show its link once."""
    form = form_for(request, OpenAccountForm, partnership=request.partnership)
    if request.method == "POST" and form.is_valid():
        try:
            account = foundation.open_account(
                by=request.viewer.person, partnership=request.partnership, **form.cleaned_data
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, "The account is made. Now invite its owner.")
            address = reverse("stewardship:account", args=[partnership_key, account.pk])
            return HttpResponseRedirect(address)
    return form_page(
        request,
        form,
        title="Make an account",
        button="Make account",
        lead="It can be used once its owner has chosen a password with a link that you send next.",
        trail=trail(request, ("Accounts", "accounts")),
        cancel=reverse("stewardship:accounts", args=[partnership_key]),
    )


@open_to("account.manage")
def account(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """One account."""
    return _shown(request, _found(request, pk))


@open_to("account.manage")
@require_POST
def make_link(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Make a link and show it, this once."""
    found = _found(request, pk)
    try:
        secret = commands.make_link(
            by=request.viewer.person, partnership=request.partnership, account=found
        )
    except foundation.NotYours:
        return _shown(request, found, NOT_YOURS)
    except ValidationError as problem:
        return _shown(request, found, " ".join(problem.messages))
    context = {
        "title": "The link to choose a password",
        "account": found,
        "link": request.build_absolute_uri(reverse("portal:link", args=[secret])),
        "days": foundation.LINK_LASTS.days,
        "trail": trail(request, ("Accounts", "accounts")),
    }
    return render(request, "stewardship/link.html", context)


@open_to("account.manage")
@require_POST
def invite(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Mail a link to the account's owner."""
    return changed(request, pk, commands.invite, "The invitation is on its way.")


@open_to("account.manage")
@require_POST
def revoke_link(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Take back the link that was made or mailed."""
    return changed(request, pk, commands.revoke_link, "The link works no longer.")


@open_to("account.manage")
@require_POST
def close(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Close an account."""
    return changed(request, pk, commands.close_account, "The account is closed.")


@open_to("account.manage")
@require_POST
def reopen(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Open a closed account again."""
    return changed(request, pk, commands.reopen_account, "The account is open. It needs a link.")


@open_to("account.manage")
@require_POST
def end_sessions(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Sign a person out wherever they are signed in."""
    return changed(request, pk, sessions.end_sessions, "They are signed out everywhere.")


def changed(request: HttpRequest, pk: UUID, command, said: str) -> HttpResponse:
    """Do something to an account and say so on its page, or say why not."""
    found = _found(request, pk)
    try:
        command(by=request.viewer.person, partnership=request.partnership, account=found)
    except foundation.NotYours:
        return _shown(request, found, NOT_YOURS)
    except ValidationError as problem:
        return _shown(request, found, " ".join(problem.messages))
    messages.success(request, said)
    address = reverse("stewardship:account", args=[request.partnership.key, pk])
    return HttpResponseRedirect(address)


def _found(request: HttpRequest, pk: UUID) -> Account:
    return get_object_or_404(queries.accounts(request.partnership), pk=pk)


def _shown(request: HttpRequest, found: Account, problem: str = "") -> HttpResponse:
    day = today()
    given = queries.grants_of(found, request.partnership)
    context = {
        "title": found.person.name,
        "account": found,
        "state": _state(found),
        "grants": [(grant, queries.state_of(grant, day)) for grant in given],
        "sessions": len(signed_in(found)),
        "has": factors_of(found),
        "link": queries.link_of(found),
        "mail_is_sent": bool(settings.EMAIL_HOST),
        "problem": problem,
        "trail": trail(request, ("Accounts", "accounts")),
    }
    return render(request, "stewardship/account.html", context, status=INVALID if problem else 200)
