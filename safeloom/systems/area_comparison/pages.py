"""The page of the area comparison."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.domain.indicators import queries
from safeloom.foundation.access.pages import open_to
from safeloom.systems.area_comparison import asking, showing
from safeloom.web.exports import table_response


@open_to("measure.see")
def comparison(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Each measure over its areas between two quarters; as a page, or as the file `?export=csv` or
    `?export=xlsx` asks for."""
    asked = asking.read(request)
    compared = queries.area_comparison(
        request.partnership,
        None,
        asked.opening,
        asked.closing,
        viewer=request.viewer,
        day=request.viewer.day,
    )
    themes = list(dict.fromkeys(one.measure.theme for one in compared if one.measure.theme))
    theme, no_theme = asking.theme(request, themes)
    problem = asked.problem or no_theme
    wanted = [one for one in compared if theme in (asking.ALL, one.measure.theme)]
    shown = showing.tables(wanted)
    export = request.GET.get("export", "")
    if export in ("csv", "xlsx") and not problem:
        return table_response(export, "Area comparison", showing.HEADINGS, showing.lines(shown))
    context = {
        "asked": asked,
        "problem": problem,
        "themes": themes,
        "theme": theme,
        "tables": shown,
        "query": request.GET.urlencode(),
        "partial": not request.viewer.may_everywhere("return.see", request.partnership.pk),
        "trail": [("Performance", f"/{partnership_key}/performance/")],
    }
    status = 400 if problem else 200
    return render(request, "area_comparison/comparison.html", context, status=status)
