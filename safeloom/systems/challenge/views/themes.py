"""The themes of disagreements, over a span of days."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.foundation.access.pages import open_to
from safeloom.kernel.periods import Frequency, period_containing
from safeloom.systems.challenge.queries import themes as queries
from safeloom.systems.challenge.queries.disagreements import disagreements
from safeloom.systems.challenge.views.disagreements import trail
from safeloom.web.dates import DateField
from safeloom.web.forms import Form
from safeloom.web.words import date_words


class SpanForm(Form):
    """From when to when."""

    start = DateField(label="Raised from")
    end = DateField(label="to")

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        data = super().clean()
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", "The last day is before the first day")
        return data


@open_to("challenge.see")
def report(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """By theme, by pair of agencies, by the highest stage reached, by outcome. With `?small=hidden` as it may
    be passed on."""
    here, viewer = request.partnership, request.viewer
    year = period_containing(viewer.day, Frequency.YEAR).previous()
    start, end = year.start, viewer.day
    asked = any(name.startswith(("start", "end")) for name in request.GET)
    public = request.GET.get("small") == "hidden"
    form = SpanForm(request.GET) if asked else SpanForm(initial={"start": start, "end": end})
    found = None
    if not asked or form.is_valid():
        if asked:
            start, end = form.cleaned_data["start"], form.cleaned_data["end"]
        rows = queries.raised_between(disagreements(viewer, here), start, end)
        found = queries.themes(queries.facts(rows), public=public)
    context = {
        "title": "Themes of disagreements",
        "form": form,
        "span": _span(start, end),
        "tables": _tables(found) if found else [],
        "found": found,
        "public": public,
        "whole": urlencode({"start": start, "end": end}),
        "without": urlencode({"start": start, "end": end, "small": "hidden"}),
        "trail": trail(here),
    }
    return render(request, "challenge/themes.html", context, status=400 if found is None else 200)


def _span(start: date, end: date) -> str:
    return f"{date_words(start)} to {date_words(end)}"


def _tables(found: queries.Themes) -> list[tuple[str, str, list[queries.Line]]]:
    return [
        ("By what they were about", "About", found.by_theme),
        ("By the two agencies", "Between", found.by_pair),
        ("By the highest stage reached", "Stage", found.by_stage),
    ]
