"""How the tracker goes: open over time, in time by agency, by age; and what actions come from."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.domain.actions import addresses, progress
from safeloom.domain.actions.queries import progress as queries
from safeloom.domain.actions.views.asking import trail
from safeloom.domain.actions.views.lists import tabs
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.links.queries import seen
from safeloom.kernel.dates import months_later
from safeloom.web.charts import Chart, Series, lines
from safeloom.web.words import date_words

MONTHS = 24


@open_to("action.see")
def overview(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Open actions at each month’s end, how many were done in time, and how old the open ones are."""
    here, viewer = request.partnership, request.viewer
    year_ago = months_later(viewer.day, -12)
    chart, sentence = _burn_down(request)
    context = {
        "title": "Progress of actions",
        "tabs": tabs(request, "progress"),
        "chart": chart,
        "sentence": sentence,
        "timeliness": queries.timeliness(viewer, here, year_ago, viewer.day),
        "since": date_words(year_ago),
        "ages": [
            (words, many, late, f"{addresses.page('actions', here)}?age={key}")
            for key, words, many, late in queries.by_age(viewer, here)
        ],
        "trail": trail(here),
    }
    return render(request, "actions/progress.html", context)


def _burn_down(request: HttpRequest) -> tuple[Chart | None, str]:
    here, viewer = request.partnership, request.viewer
    spans = queries.open_spans(viewer, here)
    if not spans:
        return None, ""
    first = max(min(start for (start, _), _ in spans), months_later(viewer.day, -MONTHS))
    days = progress.month_ends(first, viewer.day)
    numbers = [progress.open_on(spans, day) for day in days]
    told = progress.sentence(days, numbers)
    if len(days) < 2:
        return None, told
    return _drawn(days, numbers), told


def _drawn(days: list[date], numbers: list[int]) -> Chart:
    return lines(
        "At each month’s end",
        [date_words(day) for day in days],
        [Series("Open actions", [Decimal(number) for number in numbers])],
        heading="On",
        short_labels=[f"{day:%b %y}" for day in days],
    )


@open_to("action.see")
def sources(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The records that actions come from, with how many are open and overdue."""
    here, viewer = request.partnership, request.viewer
    found = queries.origins(viewer, here)
    places = seen(viewer, here, [one.record for one in found])
    listing = addresses.page("all", here)
    context = {
        "title": "Actions by source",
        "tabs": tabs(request, "sources"),
        "origins": [
            (one, places.get(one.record.pk, ""), f"{listing}?source={one.record.reference}")
            for one in found
        ],
        "trail": trail(here),
    }
    return render(request, "actions/sources.html", context)
