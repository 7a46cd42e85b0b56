"""How a partnership takes everything of it elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.leaving import dictionary
from safeloom.stewardship.views.hub import trail
from safeloom.web.exports import table_response


@open_to("leaving.see")
def leaving(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What an export holds, and how whoever keeps the installation makes one."""
    context = {"title": "Leave", "tables": dictionary.tables(), "trail": trail(request)}
    return render(request, "stewardship/leaving.html", context)


@open_to("leaving.see")
def data_dictionary(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What each column of an export means, as a file."""
    headings = [words.capitalize() for words in dictionary.COLUMNS]
    lines = dictionary.lines(with_private=False)
    return table_response("csv", "Data dictionary", headings, lines)
