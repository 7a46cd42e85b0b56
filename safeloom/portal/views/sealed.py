"""Sealed material: saying why before it is opened, who may open it, and who did."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from safeloom.domain.partnership.queries.own import principals
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.files.queries import Where, record_for
from safeloom.foundation.sealed import commands, queries
from safeloom.foundation.sealed.models import Opening
from safeloom.foundation.sealed.reading import begin_visit, read
from safeloom.portal.entering import where_next
from safeloom.portal.sealed_forms import EndForm, EntitleForm, ReasonForm
from safeloom.web.forms import form_for, form_page, tell
from safeloom.web.lists import Column, ListPage, list_response
from safeloom.web.sealed import what_words
from safeloom.web.words import date_words, moment_words


@open_to("sealed.open")
def ask(request: HttpRequest, partnership_key: str, record: UUID) -> HttpResponse:
    """Ask why somebody opens a sealed record, and lead them to what they wanted to see."""
    found = _found(request, record)
    if not found.record.is_sealed:
        return HttpResponseRedirect(found.address)
    form = form_for(request, ReasonForm)
    if request.method == "POST" and form.is_valid():
        try:
            begin_visit(request, found.record, form.cleaned_data["reason"])
        except ValidationError as refused:
            tell(form, refused)
        else:
            return HttpResponseRedirect(where_next(request, found.address))
    return form_page(
        request,
        form,
        title=f"{found.record.reference} is sealed",
        button="Open it",
        lead="That you opened it, when and why stands in its log.",
    )


@open_to("sealed.open")
def log(request: HttpRequest, partnership_key: str, record: UUID) -> HttpResponse:
    """Each reason given for opening a sealed record and each read of it, the latest first."""
    found = _found(request, record)
    read(
        request,
        found.record,
        Opening.How.EXPORT if request.GET.get("export") else Opening.How.PAGE,
        "log",
    )
    return list_response(
        request,
        ListPage(
            title=f"Who has opened {found.record.reference}",
            noun=("entry", "entries"),
            search=["person__principal__name", "reason"],
            default_order="-at",
            columns=[
                Column(
                    "When",
                    lambda row: moment_words(row.at),
                    sort="at",
                    export=lambda row: row.at.isoformat(),
                ),
                Column("Who", "person.name", sort="person__principal__name"),
                Column("What", what_words),
            ],
            empty="Everybody who opens it will stand here.",
        ),
        queries.openings_of(found.record),
        trail=[(found.record.reference, found.address)],
    )


@open_to("sealed.open")
@require_POST
def printed(request: HttpRequest, partnership_key: str, record: UUID) -> HttpResponse:
    """Note that the page is being printed."""
    read(request, _found(request, record).record, Opening.How.PRINT)
    return HttpResponse("Noted", content_type="text/plain")


@open_to("sealed.entitle")
def entitle(request: HttpRequest, partnership_key: str, record: UUID) -> HttpResponse:
    """Let somebody else open a sealed record."""
    found = _found(request, record, change=True)
    if not found.record.is_sealed:
        return HttpResponseRedirect(found.address)
    form = form_for(
        request, EntitleForm, principals=principals(request.partnership).order_by("name")
    )
    if request.method == "POST" and form.is_valid():
        try:
            given = commands.entitle(
                by=request.viewer.person, record=found.record, **form.cleaned_data
            )
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, f"{given.principal.name} may open it.")
            return HttpResponseRedirect(f"{found.address}#sealed-entitled")
    return form_page(
        request,
        form,
        title=f"Let somebody else open {found.record.reference}",
        button="Let them open it",
        cancel=found.address,
        trail=[(found.record.reference, found.address)],
    )


@open_to("sealed.entitle")
def end(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """End that somebody may open a sealed record."""
    entitlement = queries.entitlement(request.partnership, pk)
    if entitlement is None:
        raise Http404
    found = _found(request, entitlement.record_id, change=True)
    form = form_for(request, EndForm, initial={"end": request.viewer.day})
    name = entitlement.principal.name
    if request.method == "POST" and form.is_valid():
        try:
            commands.end_entitlement(
                by=request.viewer.person, entitlement=entitlement, **form.cleaned_data
            )
        except ValidationError as refused:
            tell(form, refused)
        else:
            last = date_words(form.cleaned_data["end"])
            messages.success(request, f"{name} may open it up to {last}.")
            return HttpResponseRedirect(f"{found.address}#sealed-entitled")
    return form_page(
        request,
        form,
        title=f"End that {name} may open {found.record.reference}",
        button="End it",
        lead="What they read stays in the log.",
        warn=True,
        cancel=found.address,
        trail=[(found.record.reference, found.address)],
    )


def _found(request: HttpRequest, record: UUID, *, change: bool = False) -> Where:
    """A record that is open to the person; a sealed one is there for them alone."""
    found = record_for(request.viewer, request.partnership, record, change=change)
    if found is None:
        raise Http404
    return found
