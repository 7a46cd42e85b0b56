"""Taking away what was answered: at once, or by a file the worker makes."""

import tempfile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import slugify

from safeloom.domain.questionnaires import exports
from safeloom.domain.questionnaires.commands.taking_away import take_away
from safeloom.domain.questionnaires.forms.results import ENDINGS, TakeAwayForm
from safeloom.domain.questionnaires.models import Campaign
from safeloom.domain.questionnaires.results_addresses import KIND, at
from safeloom.domain.questionnaires.views.results import SEE, the_campaign, trail
from safeloom.foundation.access.pages import open_to
from safeloom.web import making
from safeloom.web.exports import XLSX
from safeloom.web.forms import form_for, form_page
from safeloom.web.words import moment_words, thousands

_TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


@open_to(SEE)
def export(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Choose a kind of file. What is small comes at once; for what is large it is told by mail when it is
    ready, and it is fetched here with `?file=`."""
    campaign = the_campaign(request, reference)
    viewer = request.viewer
    may = exports.may_have_answers(viewer, campaign)
    if "file" in request.GET:
        return _file(request, campaign, request.GET["file"], may)
    form = form_for(request, TakeAwayForm, initial={"ending": "xlsx"})
    if not may:
        # Counts alone are told, and they are a sheet.
        form.fields["ending"].choices = ENDINGS[:1]
    if request.method == "POST" and form.is_valid():
        ending = form.cleaned_data["ending"]
        if exports.is_long(viewer, campaign):
            making.ask_for_file(
                by=viewer.person,
                partnership=campaign.partnership,
                record=campaign.record,
                kind=KIND,
                ending=ending,
            )
            messages.success(
                request, "The file is being made. You are told by mail when it is ready."
            )
            return HttpResponseRedirect(request.path)
        take_away(by=viewer.person, campaign=campaign, ending=ending)
        return _at_once(campaign, viewer, ending)
    return form_page(
        request,
        form,
        title="Take the answers away",
        button="Make the file",
        cancel=at("results", campaign),
        template="questionnaires/results/export.html",
        trail=trail(campaign, results=True),
        may=may,
        long=exports.is_long(viewer, campaign),
        of_people=exports.is_of_people(campaign),
        files=[
            _line(campaign, one) for one in making.files_of(viewer.person, campaign.record, KIND)
        ],
    )


def _at_once(campaign: Campaign, viewer: Any, ending: str) -> HttpResponse:
    target = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the response
    exports.write_file(campaign, viewer, ending, target)
    target.seek(0)
    return _sent(target, campaign, ending, viewer.day)


def _sent(file: Any, campaign: Campaign, ending: str, day: Any) -> HttpResponse:
    name = f"{slugify(campaign.record.title)[:60] or 'answers'}-{day.isoformat()}.{ending}"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=_TYPES[ending])
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _line(campaign: Campaign, file: Any) -> dict[str, Any]:
    """How a file stands that was asked for."""
    title = f"{dict(ENDINGS)[file.ending]}, asked for {moment_words(file.asked)}"
    if file.failed:
        return {"title": title, "state": "It could not be made. Ask for it again.", "url": ""}
    if file.finished:
        url = f"{at('results-export', campaign)}?file={file.pk}"
        until = f"Kept until {moment_words(file.expires)}"
        return {"title": title, "state": until, "url": url}
    if file.begun and file.rows:
        said = f"{thousands(file.done)} of {thousands(file.rows)} responses written"
        return {"title": title, "state": said, "url": "", "waits": True}
    return {"title": title, "state": "Waits to be made", "url": "", "waits": True}


def _file(request: HttpRequest, campaign: Campaign, asked: str, may: bool) -> HttpResponse:
    """A file that was made for this person, as long as they may have it and it is kept; else 404."""
    for one in making.files_of(request.viewer.person, campaign.record, KIND):
        if str(one.pk) == asked and one.finished and may:
            return _sent(making.opened(one), campaign, one.ending, one.finished.date())
    raise Http404
