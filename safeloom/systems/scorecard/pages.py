"""The page of the scorecard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.domain.indicators import queries
from safeloom.foundation.access.pages import open_to
from safeloom.kernel.rag import Rag
from safeloom.systems.scorecard import asking, showing
from safeloom.web.exports import table_response


@open_to("measure.see")
def scorecard(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Quarters across, the year before, target, direction, rating and a small line over two years;
    as a page, or as the file `?export=csv` or `?export=xlsx` asks for."""
    asked = asking.read(request)
    card = queries.scorecard(
        request.partnership,
        asked.quarter,
        viewer=request.viewer,
        theme=asked.theme,
        area=asked.area,
        agency=asked.agency,
        day=request.viewer.day,
    )
    rows = showing.rows_of(card, partnership_key)
    export = request.GET.get("export", "")
    if export in ("csv", "xlsx") and not asked.problem:
        name = f"Scorecard {asked.quarter.short_label()}"
        return table_response(export, name, showing.headings(card), showing.table(rows))
    context = {
        "asked": asked,
        "card": card,
        "rows": rows,
        "headings": showing.headings(card)[1 : showing.ACROSS + 1],
        "sentence": showing.sentence(asked, rows),
        "sees_returns": request.viewer.may("return.enter", request.partnership.pk),
        "off_track": [row for row in rows if row.line.reading.rag is Rag.RED],
        "query": request.GET.urlencode(),
    }
    status = 400 if asked.problem else 200
    return render(request, "scorecard/scorecard.html", context, status=status)
