"""The structure page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from safeloom.domain.partnership.queries.structure import in_order, structure
from safeloom.domain.partnership.views.addresses import of_group
from safeloom.foundation.access.pages import open_to
from safeloom.systems.structure.chart import chart_of
from safeloom.web.as_at import read_as_at
from safeloom.web.part_pages import part_pages

LISTS = (
    ("Areas", "partnership:areas", "area.see"),
    ("Area profile", "area_profile:whole", "profile.see"),
    ("Agencies", "partnership:agencies", "agency.see"),
    ("People", "partnership:people", "person.see"),
    ("Groups", "partnership:groups", "group.see"),
    ("Compact", "compact:compact", "compact.see"),
    ("Induction", "compact:induction", "induction.see"),
    ("Reorganise", "partnership:reorganisations", "reorganisation.see"),
)


@open_to("structure.see")
def page(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The tree of groups as at a day with their chairs and seats, as far as the viewer may see
    them, and the way to the lists."""
    here, viewer = request.partnership, request.viewer
    as_at = read_as_at(request)
    top = structure(here, as_at.day, viewer)
    branches = in_order(top)
    return render(
        request,
        "structure/page.html",
        {
            "title": "Partnership",
            "as_at": as_at,
            # Each group's seats open by a click; this opens all, for reading through and printing.
            "seats_shown": request.GET.get("seats") == "shown",
            "lists": [
                (words, reverse(name, args=[here.key]))
                for words, name, permission in LISTS
                if viewer.may(permission, here.pk)
            ]
            + part_pages(request, "structure:page"),
            "sees_groups": viewer.may("group.see", here.pk),
            "chart": chart_of(here, top, as_at.day),
            "top": top,
            "branches": [(branch, of_group(here, branch.group)) for branch in branches],
        },
        status=400 if as_at.problem else 200,
    )
