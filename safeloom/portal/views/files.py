"""Files of records: added, replaced, removed, downloaded. Who may see a record may see its files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.files import commands, queries
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.sealed.models import Opening
from safeloom.foundation.sealed.reading import read
from safeloom.portal.file_forms import FileForm, NewerFileForm, RemoveFileForm
from safeloom.web.files import held_words, sent
from safeloom.web.forms import form_for, form_page, tell


@open_to("file.see")
@require_safe
def download(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """The bytes of a file, never shown in the page; one that is held looks as if it were not there."""
    file, _ = _found(request, pk)
    if not queries.may_download(file):
        raise Http404
    read(request, file.record, Opening.How.FILE, str(file.pk))
    return sent(file)


@open_to("file.see")
@require_safe
def record(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """The page of the record a file hangs on."""
    _, found = _found(request, pk)
    return HttpResponseRedirect(f"{found.address}#files")


@open_to("file.keep")
def add(request: HttpRequest, partnership_key: str, record: UUID) -> HttpResponse:
    """Add a file to a record."""
    found = queries.record_for(request.viewer, request.partnership, record, change=True)
    if found is None:
        raise Http404
    read(request, found.record, Opening.How.CHANGE)
    form = form_for(request, FileForm, sorts=found.kind.sorts)
    return _keeping(
        request,
        form,
        found,
        title=f"Add a file to {found.record.title}",
        button="Add file",
        record=found.record,
    )


@open_to("file.keep")
def replace(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Add a newer version of a file; the older one stays beneath it."""
    file, found = _found(request, pk, change=True)
    read(request, file.record, Opening.How.CHANGE)
    dated = any(sort.dated for sort in found.kind.sorts if sort.key == file.sort)
    form = form_for(request, NewerFileForm, dated=dated)
    return _keeping(
        request,
        form,
        found,
        title=f"Add a newer version of {file.title}",
        button="Add newer version",
        record=file.record,
        replaces=file,
    )


def _keeping(
    request: HttpRequest,
    form: FileForm,
    found: queries.Where,
    *,
    title: str,
    button: str,
    **kept: Any,
) -> HttpResponse:
    status = None
    if request.method == "POST":
        if form.is_valid():
            try:
                file = commands.keep_file(by=request.viewer.person, **kept, **form.said)
            except ValidationError as refused:
                tell(form, refused)
            else:
                _say(request, file)
                return HttpResponseRedirect(f"{found.address}#files")
        elif form.has_error("file", "size"):
            status = 413
    return form_page(
        request,
        form,
        title=title,
        button=button,
        status=status,
        cancel=found.address,
        trail=[(found.record.title, found.address)],
    )


@open_to("file.keep")
def remove(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Remove a file with its earlier versions, saying why."""
    file, found = _found(request, pk, change=True)
    read(request, file.record, Opening.How.CHANGE)
    form = form_for(request, RemoveFileForm)
    if request.method == "POST" and form.is_valid():
        try:
            commands.remove_file(by=request.viewer.person, file=file, **form.said)
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, f"{file.title} is removed.")
            return HttpResponseRedirect(f"{found.address}#files")
    lead = "Its earlier versions go with it." if file.version > 1 else ""
    return form_page(
        request,
        form,
        title=f"Remove {file.title}",
        button="Remove file",
        lead=lead,
        warn=True,
        cancel=found.address,
        trail=[(found.record.title, found.address)],
    )


def _found(
    request: HttpRequest, pk: UUID, *, change: bool = False
) -> tuple[StoredFile, queries.Where]:
    found = queries.file_for(request.viewer, request.partnership, pk, change=change)
    if found is None:
        raise Http404
    return found


def _say(request: HttpRequest, file: StoredFile) -> None:
    if file.scan == StoredFile.Scan.INFECTED:
        messages.error(request, f"{file.title}: {held_words(file)}")
    elif file.scan == StoredFile.Scan.WAITING:
        messages.warning(request, f"{file.title} is kept. {held_words(file)}")
    else:
        messages.success(request, f"{file.title} is added.")
