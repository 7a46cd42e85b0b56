"""Returns in a file: sent, looked through, accepted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from safeloom.domain.indicators import forms, imports
from safeloom.domain.indicators.imports import held
from safeloom.domain.indicators.imports.columns import COLUMNS
from safeloom.domain.indicators.queries import rows
from safeloom.domain.indicators.views.telling import trail
from safeloom.foundation.access.pages import open_to
from safeloom.web.forms import INVALID, form_page
from safeloom.web.uploads import RowsRefused, Unreadable, read_table

_SHOWN = 200


@open_to("return.enter")
def upload(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Send a file to look through."""
    here = request.partnership
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    status = None
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        data = sent.read()
        try:
            read_table(data)
        except Unreadable as problem:
            form.add_error("file", str(problem))
            status = problem.status
        else:
            account = request.viewer.account
            held.hold(account=account, partnership=here, name=sent.name, data=data)
            return HttpResponseRedirect(reverse("indicators:returns-preview", args=[here.key]))
    return form_page(
        request,
        form,
        title="Upload returns",
        button="Look through file",
        template="indicators/upload.html",
        status=status,
        columns=COLUMNS.items(),
        cancel=reverse("indicators:returns-due", args=[here.key]),
        trail=trail(here, ("Returns due", reverse("indicators:returns-due", args=[here.key]))),
    )


@open_to("return.enter")
def preview(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What the file would write, with every problem; accepting it writes exactly that."""
    here, viewer = request.partnership, request.viewer
    again = HttpResponseRedirect(reverse("indicators:returns-upload", args=[here.key]))
    found = held.held(account=viewer.account, partnership=here)
    if found is None:
        messages.info(request, "No file is held. Files are kept for an hour: send it again.")
        return again
    kept, data = found
    own = rows.own_agencies(viewer, here)
    try:
        seen = imports.preview_table(
            here, read_table(data), own=own, day=viewer.day, name=kept.name
        )
    except Unreadable as problem:
        messages.error(request, str(problem))
        return again
    problems = seen.problems
    if request.method == "POST":
        if request.POST.get("upload") != str(kept.pk):
            messages.error(request, "Another file was sent since. This is the one held now.")
            return HttpResponseRedirect(request.path)
        if not problems:
            try:
                held.accept(upload=kept, preview=seen, by=viewer.person, own=own, day=viewer.day)
            except RowsRefused as refused:
                problems = refused.problems
            else:
                messages.success(request, f"{seen.read:,} rows of {kept.name} are in.")
                return HttpResponseRedirect(reverse("indicators:returns-due", args=[here.key]))
    context = {
        "title": f"Look through {kept.name}",
        "upload": kept,
        "preview": seen,
        "problems": problems[:_SHOWN],
        "more": max(len(problems) - _SHOWN, 0),
        "wrong": len(problems),
        "again": again.url,
        "trail": trail(here, ("Returns due", reverse("indicators:returns-due", args=[here.key]))),
    }
    status = INVALID if request.method == "POST" else 200
    return render(request, "indicators/preview.html", context, status=status)
