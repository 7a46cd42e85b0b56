"""A person's copy of what the partnership keeps of them."""

from django.http import HttpRequest, HttpResponse

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.retention import commands
from safeloom.stewardship.forms import CopyForm
from safeloom.stewardship.queries import people_ever
from safeloom.stewardship.views.hub import trail
from safeloom.web.downloads import private_download
from safeloom.web.forms import form_for, form_page


@open_to("person.copy")
def make(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Choose whose copy to make, and get it as a file."""
    here = request.partnership
    form = form_for(request, CopyForm, people=people_ever(here))
    if request.method == "POST" and form.is_valid():
        made = commands.copy_for(by=request.viewer.person, partnership=here, **form.cleaned_data)
        return private_download(made, "copy-of-data.zip", "application/zip")
    return form_page(
        request,
        form,
        title="A person’s copy of their data",
        lead="Every row of the partnership that points to them, as a page to read and as tables. Other "
        "people are not named. Give it to them by a way only they can read; nothing is sent by mail.",
        button="Make copy",
        trail=trail(request),
    )
