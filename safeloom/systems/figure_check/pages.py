"""The page: a file of figures sent, and what is found shown. Nothing of it is kept.

What was found travels with the page, packed and signed, so that it can be taken away as a file.
"""

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safeloom.foundation.access.pages import open_to
from safeloom.kernel.figure_rules import RULES
from safeloom.systems.figure_check import showing
from safeloom.systems.figure_check.bounds import TooMuch
from safeloom.systems.figure_check.forms import FigureFileForm
from safeloom.systems.figure_check.reading import Checked, look_through
from safeloom.systems.figure_check.wording import COLUMNS, as_json
from safeloom.web.exports import table_response
from safeloom.web.forms import form_for, form_page

_SALT = "safeloom.figure-check"
_KEPT = 8 * 3600  # seconds for which what a page carries can be taken away
_MOST_PACKED = 2_000_000  # characters, well below what a form may send
_MAY = "figure.check"


@open_to(_MAY)
def check(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Take a file and show what was found in it."""
    form = form_for(request, FigureFileForm)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    sent = form.cleaned_data["file"]
    try:
        return _found(request, sent.name, look_through(sent.read(), bounded=True))
    except TooMuch as problem:
        form.add_error("file", str(problem))
        return _page(request, form, status=413)


@open_to(_MAY)
def findings(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What a page found, as the file asked for: CSV, or the JSON that the command writes."""
    try:
        found = signing.loads(request.POST.get("found", ""), salt=_SALT, max_age=_KEPT)
    except signing.BadSignature:
        messages.info(request, "What was found is not there any more: check the file again.")
        return HttpResponseRedirect(_here(request))
    if request.POST.get("kind") == "json":
        answer = HttpResponse(found["json"], content_type="application/json")
        answer["Content-Disposition"] = 'attachment; filename="figure-check.json"'
        return answer
    return table_response("csv", "Figure check", showing.HEADINGS, found["lines"])


@open_to(_MAY)
def template(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """A file with the headings alone."""
    return table_response("csv", "Figures", list(COLUMNS), ())


def _page(request: HttpRequest, form: FigureFileForm, status: int | None = None) -> HttpResponse:
    return form_page(
        request,
        form,
        title="Check figures",
        button="Check figures",
        template="figure_check/check.html",
        status=status,
        trail=_trail(request),
        columns=COLUMNS.items(),
        rules=RULES.values(),
    )


def _found(request: HttpRequest, name: str, checked: Checked) -> HttpResponse:
    wrong = showing.wrong_figures(checked)
    unreadable = checked.outcome.unreadable
    lines = list(showing.lines(checked.outcome, wrong))
    packed = signing.dumps(
        {"json": as_json(checked.outcome), "lines": lines}, salt=_SALT, compress=True
    )
    context = {
        "title": "Figures checked",
        "name": name,
        "tally": showing.tally(checked),
        "wrong": wrong[: showing.SHOWN],
        "unreadable": unreadable[: showing.SHOWN],
        "more_wrong": max(len(wrong) - showing.SHOWN, 0),
        "more_unreadable": max(len(unreadable) - showing.SHOWN, 0),
        "packed": packed if len(packed) <= _MOST_PACKED else "",
        "trail": [*_trail(request), ("Check figures", _here(request))],
        "again": _here(request),
    }
    return render(request, "figure_check/found.html", context)


def _trail(request: HttpRequest) -> list[tuple[str, str]]:
    return [("Reports", reverse("reports:list", args=[request.partnership.key]))]


def _here(request: HttpRequest) -> str:
    return reverse("figure_check:check", args=[request.partnership.key])
