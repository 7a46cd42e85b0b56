"""Accounts: who may sign in."""

from uuid import UUID

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
    "open": "May sign in",
    "new": "No password chosen yet",
    "left": "Has left",
    "closed": "Closed",
}
NOT_YOURS = (
    "This cannot be done by one partnership. Whoever keeps the installation can do it; a role here is"
    " ended on the page “Roles”."
)


def _state(account: Account) -> str:
    if not account.is_active:
        return STATES["closed"]
    if account.left:
        return STATES["left"]
    return STATES["open"] if account.has_usable_password() else STATES["new"]


def _in_state(rows, state: str):
    # Django marks a password that cannot be used by an exclamation mark.
    if state == "closed":
        return rows.filter(is_active=False)
    rows = rows.filter(is_active=True, left=state == "left")
    if state == "left":
        return rows
    new = {"password__startswith": "!"}
    return rows.filter(**new) if state == "new" else rows.exclude(**new)


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
            Column("State", _state),
            Column("Second step", lambda row: "Yes" if row.strong else "No", sort="strong"),
            Column("Last here", lambda row: moment_words(row.seen) or "Never", sort="seen"),
        ],
        filters=[
            Filter("state", "State", lambda request: STATES.items(), _in_state),
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
            messages.success(request, "The account is made. Now make its link.")
            address = reverse("stewardship:account", args=[partnership_key, account.pk])
            return HttpResponseRedirect(address)
    return form_page(
        request,
        form,
        title="Make an account",
        button="Make account",
        lead="It can be used once its owner has chosen a password with a link that you make next.",
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
        "problem": problem,
        "trail": trail(request, ("Accounts", "accounts")),
    }
    return render(request, "stewardship/account.html", context, status=INVALID if problem else 200)
