"""One figure: what it says, from where, what it said before; and correcting it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.area_profile import commands, forms, queries
from safeloom.domain.area_profile.models import Sourced
from safeloom.domain.area_profile.views import addresses
from safeloom.domain.partnership.views.tables import Table, section
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.records.commands import Stale
from safeloom.web.forms import form_for, form_page
from safeloom.web.records import RecordPage, record_response
from safeloom.web.stale import stale_page
from safeloom.web.words import date_words, moment_words

from .adding import done, tell, trail


@open_to("profile.see")
def record(request: HttpRequest, partnership_key: str, kind: str, pk: UUID) -> HttpResponse:
    """A figure and what it said before."""
    here, viewer = request.partnership, request.viewer
    found = get_object_or_404(queries.figure(kind, viewer, here, pk))
    before = Table(
        ["Said", "As at", "Source", "Until", "Corrected by", "Reason"],
        [
            [
                old.said,
                date_words(old.day),
                old.source,
                moment_words(old.at),
                str(old.by or "The installation"),
                old.reason,
            ]
            for old in queries.corrections(found)
        ],
        "It says what it said from the first.",
    )
    page = RecordPage(
        title=f"{found.what}, {found.where}",
        status="Provisional" if found.provisional else "",
        status_kind="wait",
        facts=[
            ("Figure", found.said),
            ("As at", date_words(found.day)),
            ("Source", found.source),
            ("Published", date_words(found.published) if found.published else "Not known"),
            ("Entered by", found.entered_by or "The installation"),
            ("Entered", moment_words(found.entered)),
        ],
        next_step=("Correct this figure", addresses.act(f"correct-{kind}", here, pk))
        if viewer.may("profile.change", here.pk)
        else None,
        sections=[section("before", "What it said before", before)],
    )
    return record_response(request, page, trail=trail(request, found.area))


@open_to("profile.change")
def correct(request: HttpRequest, partnership_key: str, kind: str, pk: UUID) -> HttpResponse:
    """Say something else in place of what a figure says, with the reason."""
    here, viewer = request.partnership, request.viewer
    found = get_object_or_404(queries.figure(kind, viewer, here, pk))
    form = form_for(request, forms.CORRECTING[kind], initial=_said(found))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        seen, reason = said.pop("revision"), said.pop("reason")
        try:
            commands.correct(by=viewer.person, found=found, seen=seen, reason=reason, to=said)
        except Stale:
            now = get_object_or_404(queries.figure(kind, viewer, here, pk))
            return stale_page(request, form, _said(now), now.entered_by, now.entered)
        except forms.ValidationError as refused:
            tell(form, refused)
        else:
            return done(
                request,
                "The figure is corrected. What it said before is kept below.",
                addresses.of_figure(found),
            )
    return form_page(
        request,
        form,
        title=f"Correct {found.what[:1].lower()}{found.what[1:]}, {found.where}",
        lead=f"It says {found.said}; that is kept with your reason. Rates that are worked out from "
        "it change from now on; reports that are signed stay as they are.",
        button="Save correction",
        cancel=addresses.of_figure(found),
        trail=trail(request, found.area),
    )


def _said(found: Sourced) -> dict:
    said = found.told() | {"revision": found.revision}
    return {name: value for name, value in said.items() if name != "area"}
