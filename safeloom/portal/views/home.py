"""Home, and the choice of a partnership."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safeloom.foundation.access.pages import open_to, open_to_signed_in
from safeloom.portal import counting
from safeloom.portal.home import questions
from safeloom.portal.queries import partnerships_of


@open_to_signed_in
def choice(request: HttpRequest) -> HttpResponse:
    """The person's only partnership, or the choice of one, or a page that says why there is none."""
    found = partnerships_of(request.viewer)
    if len(found) == 1:
        return HttpResponseRedirect(reverse("portal:home", args=[found[0].key]))
    title = "Choose a partnership" if found else "You are signed in"
    return render(request, "portal/choice.html", {"title": title, "partnerships": found})


@open_to("home.see")
def home(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Home of one partnership."""
    context = {
        "title": "Home",
        "questions": questions(request.viewer, request.partnership),
    }
    waiting = next(one.count for one in context["questions"] if one.key == "needs_me")
    context["needs"] = counting.keep(request, waiting)
    return render(request, "web/home.html", context)
