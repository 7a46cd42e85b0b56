"""Roles: who may do what, over what, from when to when."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from safeloom.foundation.access.commands import grants as foundation
from safeloom.foundation.access.definitions import ROLES
from safeloom.foundation.access.models import Grant
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.dated import holding
from safeloom.foundation.today import today
from safeloom.stewardship import commands, queries
from safeloom.stewardship.forms import EndRoleForm, GiveRoleForm
from safeloom.stewardship.views.hub import trail
from safeloom.web.forms import form_for, form_page
from safeloom.web.lists import Column, Filter, ListPage, list_response

STATES = [("now", "Held now"), ("later", "Later"), ("ended", "Ended")]


def _in_state(rows, state: str):
    day = today()
    if state == "now":
        return rows.filter(holding(day))
    return rows.filter(start__gt=day) if state == "later" else rows.filter(end__lt=day)


def _page(key: str) -> ListPage:
    def end(grant: Grant) -> str:
        return reverse("stewardship:end-role", args=[key, grant.pk])

    return ListPage(
        title="Roles",
        noun=("role given", "roles given"),
        search=["principal__name"],
        default_order="principal__name",
        columns=[
            Column("Who", "principal.name", sort="principal__name", link=end),
            Column("Kind", "principal.get_kind_display", sort="principal__kind"),
            Column("Role", "get_role_display", sort="role"),
            Column("Over", lambda grant: grant.over.name if grant.over else "The partnership"),
            Column("From", "start", sort="start", kind="date"),
            Column("To", "end", sort="end", kind="date"),
            Column("State", lambda grant: queries.state_of(grant, today())),
        ],
        filters=[
            Filter(
                "role", "Role", lambda request: [(role.key, role.title) for role in ROLES], "role"
            ),
            Filter("state", "State", STATES, _in_state),
        ],
        empty="The roles given in the partnership will stand here.",
    )


@open_to("grant.manage")
def listed(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Every role given in the partnership, of all times."""
    return list_response(
        request,
        _page(partnership_key),
        queries.grants(request.partnership),
        trail=trail(request),
        actions=[("Give a role", reverse("stewardship:give-role", args=[partnership_key]))],
    )


@open_to("grant.manage")
def give(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Give a role."""
    back = reverse("stewardship:roles", args=[partnership_key])
    proposed = {"principal": request.GET.get("to", ""), "start": today()}
    form = form_for(request, GiveRoleForm, partnership=request.partnership, initial=proposed)
    if request.method == "POST" and form.is_valid():
        try:
            commands.give_role(
                by=request.viewer.person, partnership=request.partnership, **form.cleaned_data
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, "The role is given.")
            return HttpResponseRedirect(back)
    return form_page(
        request,
        form,
        title="Give a role",
        button="Give role",
        trail=trail(request, ("Roles", "roles")),
        cancel=back,
    )


@open_to("grant.manage")
def end(request: HttpRequest, partnership_key: str, pk: int) -> HttpResponse:
    """End a role."""
    grant = get_object_or_404(queries.grants(request.partnership), pk=pk)
    back = reverse("stewardship:roles", args=[partnership_key])
    form = form_for(request, EndRoleForm, initial={"last_day": today()})
    if request.method == "POST" and form.is_valid():
        try:
            foundation.end_role(by=request.viewer.person, grant=grant, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, "The role ends.")
            return HttpResponseRedirect(back)
    over = f" over {grant.over.name}" if grant.over else ""
    return form_page(
        request,
        form,
        title="End a role",
        button="End role",
        lead=f"{grant.principal.name}: {grant.get_role_display()}{over}.",
        warn=True,
        trail=trail(request, ("Roles", "roles")),
        cancel=back,
    )
