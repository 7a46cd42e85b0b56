"""You said, we did; and themes by year."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from safeloom.foundation.access.pages import open_to, open_to_anyone
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.systems.voice.content import lists, words_of
from safeloom.systems.voice.queries import voice as queries
from safeloom.systems.voice.views.activities import trail
from safeloom.web.charts import Series, bars
from safeloom.web.charts.model import MOST_POINTS

YEARS = 3


@open_to_anyone
def you_said(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What was said and what changed because of it, as far as the unit published it; 404 while there is
    nothing, whether there is such a partnership or not."""
    here = get_object_or_404(Partnership, key=partnership_key)
    rows = queries.published(here, today())
    if not rows:
        raise Http404
    context = {
        "title": "You said, we did",
        "partnership_name": here.name,
        "entries": [(one, words_of("themes", one.theme)) for one in rows],
    }
    return render(request, "voice/you_said.html", context)


@open_to("voice.see")
def themes(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """How often each theme was spoken of in each of the last years."""
    here, viewer = request.partnership, request.viewer
    counts = queries.by_year(viewer, here)
    years = sorted({year for year, _ in counts}, reverse=True)[:YEARS][::-1]
    keys = [key for key in lists()["themes"] if any((year, key) in counts for year in years)]
    chart = None
    if 0 < len(keys) <= MOST_POINTS:
        chart = bars(
            "",
            [words_of("themes", key) for key in keys],
            [
                Series(f"{year}", [Decimal(counts.get((year, key), 0)) for key in keys])
                for year in years
            ],
            heading="Theme",
        )
    context = {"title": "Themes of what was said", "chart": chart, "trail": trail(here)}
    return render(request, "voice/themes.html", context)
