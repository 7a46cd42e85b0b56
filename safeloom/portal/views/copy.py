"""A person's copy of what is kept of them, for themselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from safeloom.foundation.access.pages import open_to_signed_in
from safeloom.foundation.retention import commands
from safeloom.web.downloads import private_download


@open_to_signed_in
def own(request: HttpRequest) -> HttpResponse:
    """What the copy holds, and the copy."""
    if request.method == "POST":
        made = commands.own_copy(by=request.viewer.person)
        return private_download(made, "copy-of-my-data.zip", "application/zip")
    context = {
        "title": "A copy of your data",
        "not_in_it": commands.NOT_IN_IT,
        "trail": [("Your account", reverse("portal:account"))],
    }
    return render(request, "portal/copy.html", context)
