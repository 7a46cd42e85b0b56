"""What stands around every page: who is here, where they may go, what needs them."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Principal
from safeloom.foundation.today import today
from safeloom.kernel.registry import Navigation, PartPage, offered
from safeloom.portal import counting


def around(request: HttpRequest) -> dict[str, Any]:
    """A context processor. What costs a query is a function, which a template calls when it shows it."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None or viewer.account is None:
        return {}
    partnership: Partnership | None = request.partnership
    found: dict[str, Any] = {
        "today": today(),
        "account_name": cache(lambda: _name(viewer)),
        "account_menu": cache(lambda: account_menu(viewer)),
    }
    if partnership is not None:
        found |= {
            "partnership_name": partnership.name,
            "navigation": cache(lambda: navigation(request)),
            "search_url": cache(lambda: search_url(request)),
            "needs": cache(lambda: counting.count(request)),
            "needs_url": reverse("portal:home", args=[partnership.key]) + "#home-needs_me",
        }
    return found


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The entries of the main navigation that the person may use: of several with one title, the
    first. Where one is, the longest address says that the page's begins with: one of an entry of that
    title, whoever it is for, or one of the pages its first page leads to."""
    key, pk = request.partnership.key, request.partnership.pk
    found: dict[str, dict[str, Any]] = {}
    for entry in offered(Navigation):
        if entry.title not in found and request.viewer.may(entry.permission, pk):
            url = reverse(entry.url_name, args=[key])
            found[entry.title] = {"title": entry.title, "url": url, "current": False}
    leads: list[tuple[str, dict[str, Any]]] = []
    for entry in offered(Navigation):
        if entry.title in found:
            below = [page.url_name for page in offered(PartPage) if page.part == entry.url_name]
            names = (entry.url_name, *below)
            leads += [(reverse(name, args=[key]), found[entry.title]) for name in names]
    within = [lead for lead in leads if request.path.startswith(lead[0])]
    if within:
        max(within, key=lambda lead: len(lead[0]))[1]["current"] = True
    return list(found.values())


def search_url(request: HttpRequest) -> str:
    """Where the box in the top bar leads; empty for who may not search."""
    here = request.partnership
    return (
        reverse("portal:search", args=[here.key])
        if request.viewer.may("search.use", here.pk)
        else ""
    )


def account_menu(viewer: Viewer) -> list[dict[str, Any]]:
    """What the person may do with their own account."""
    menu = [
        {"title": "Your account", "url": reverse("portal:account"), "post": False},
        {"title": "E-mail I get", "url": reverse("portal:mail"), "post": False},
    ]
    if len({held.partnership for held in viewer.grants}) > 1:
        menu.append({"title": "Other partnerships", "url": reverse("portal:choice"), "post": False})
    return [*menu, {"title": "Sign out", "url": reverse("portal:sign-out"), "post": True}]


def _name(viewer: Viewer) -> str:
    return Principal.objects.values_list("name", flat=True).get(pk=viewer.account.person_id)
