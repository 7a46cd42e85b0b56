"""What was found."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.search.asking import Found, search
from safeloom.kernel.registry import SearchApart, offered
from safeloom.web.words import thousands

_MOST_PAGES = 1000


@open_to("search.use")
def results(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """A page of what somebody may see that has the words they asked for."""
    here = request.partnership
    asked, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    page = _page(request.GET.get("page", ""))
    found = search(request.viewer, here, asked, kind=kind, page=page)
    apart = [
        (one.words, reverse(one.url_name, args=[here.key]))
        for one in offered(SearchApart)
        if request.viewer.may(one.permission, here.pk)
    ]
    context = {
        "title": f"Search: {asked}" if asked else "Search",
        "asked": asked,
        "found": found,
        "is_search": True,
        "sentence": _sentence(asked, found),
        "kinds": _kinds(asked, kind, found),
        "pages": _pages(asked, kind, page, found),
        "apart": apart,
    }
    return render(request, "portal/search.html", context)


def _page(text: str) -> int:
    return min(int(text), _MOST_PAGES) if text.isascii() and text.isdigit() and text != "0" else 1


def _sentence(asked: str, found: Found) -> str:
    if not asked:
        return ""
    many = f"{thousands(found.total)} {'thing' if found.total == 1 else 'things'}"
    return f"{many} found for “{asked}”, of what you may see." if found.total else ""


def _kinds(asked: str, chosen: str, found: Found) -> list[dict[str, object]]:
    """The kinds of what was found, as links that narrow it."""
    total = sum(many for _, _, many in found.kinds)
    every = [("", "Everything", total), *found.kinds] if len(found.kinds) > 1 else []
    return [
        {"title": title, "many": many, "url": _url(asked, key, 1), "current": key == chosen}
        for key, title, many in every
    ]


def _pages(asked: str, kind: str, page: int, found: Found) -> dict[str, object] | None:
    if found.pages < 2:
        return None
    return {
        "number": page,
        "of": found.pages,
        "previous": _url(asked, kind, page - 1) if page > 1 else "",
        "next": _url(asked, kind, page + 1) if page < found.pages else "",
    }


def _url(asked: str, kind: str, page: int) -> str:
    wanted = {"q": asked, "kind": kind, "page": "" if page == 1 else page}
    return "?" + urlencode({name: value for name, value in wanted.items() if value})
