"""One return: what it says, what it said before, and restating it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from safeloom.domain.indicators import commands, forms, queries
from safeloom.domain.indicators.cells import Cell, cell_of
from safeloom.domain.indicators.models import Restatement, Return
from safeloom.domain.indicators.queries import rows
from safeloom.domain.indicators.views.measures import address as address_of_measure
from safeloom.domain.indicators.views.telling import trail
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.records.commands import Stale
from safeloom.kernel.periods import Period
from safeloom.web.forms import form_for, form_page
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.stale import stale_page
from safeloom.web.uploads import RowsRefused
from safeloom.web.words import moment_words

_NUMBERS = ("numerator", "denominator", "value", "narrative", "state")


@open_to("return.see")
def record(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """A return and what it said before."""
    here, viewer = request.partnership, request.viewer
    found = get_object_or_404(rows.returns(viewer, here), pk=pk)
    measure = found.measure
    now = rows.known_of(found)
    may = _may(request, found)
    page = RecordPage(
        title=f"{measure.title}, {_period(found).label()}",
        reference=measure.key,
        status="Provisional" if now.provisional else "",
        status_kind="wait",
        facts=[
            ("About", found.area or found.agency or here.name),
            ("Supplied by", found.supplier or "Not known"),
            ("Entered by", found.entered_by or "The installation"),
            ("Entered", moment_words(found.entered)),
        ],
        next_step=(
            "Restate this return",
            reverse("indicators:return-restate", args=[here.key, found.pk]),
        )
        if may
        else None,
        sections=[
            Section("now", "What it says", "indicators/return_now.html"),
            Section("before", "What it said before", "indicators/return_before.html"),
        ],
    )
    before = [(each, _cell_before(measure, each)) for each in queries.restatements(found)]
    return record_response(
        request,
        page,
        trail=trail(here, (measure.title, address_of_measure(measure))),
        found=found,
        measure=measure,
        now=now,
        before=before,
    )


@open_to("return.enter")
def restate(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Replace what a return says, with the reason."""
    here, viewer = request.partnership, request.viewer
    found = get_object_or_404(rows.returns(viewer, here), pk=pk)
    if not _may(request, found):
        raise Http404
    initial = {name: _plain(getattr(found, name)) for name in _NUMBERS}
    form = form_for(
        request,
        forms.RestateForm,
        measure=found.measure,
        again=True,
        initial=initial | {"revision": found.revision},
    )
    back = reverse("indicators:return", args=[here.key, found.pk])
    if request.method == "POST" and form.is_valid():
        try:
            commands.restate_return(
                by=viewer.person,
                found=found,
                seen=form.cleaned_data["revision"],
                own=rows.own_agencies(viewer, here),
                day=viewer.day,
                **form.said,
            )
        except Stale:
            now = get_object_or_404(rows.returns(viewer, here), pk=pk)
            current = {name: getattr(now, name) for name in _NUMBERS} | {"revision": now.revision}
            return stale_page(request, form, current, now.entered_by, now.entered)
        except RowsRefused as refused:
            for problem in refused.problems:
                place = problem.field if problem.field in form.fields else None
                form.add_error(place, f"{problem.problem} {problem.mend}")
        else:
            messages.success(request, "The return is restated. What it said before is kept below.")
            return HttpResponseRedirect(back)
    return form_page(
        request,
        form,
        title=f"Restate {found.measure.title}, {_period(found).label()}",
        button="Restate return",
        lead=f"About {found.area or found.agency or here.name}. "
        f"It says {rows.known_of(found).words}; that is kept with your reason.",
        cancel=back,
    )


def _may(request: HttpRequest, found: Return) -> bool:
    return request.viewer.may("return.enter", request.partnership.pk, found)


def _plain(value):
    return value.normalize().__format__("f") if hasattr(value, "normalize") else value


def _period(found: Return) -> Period:
    return Period(found.start, found.end)


def _cell_before(measure, old: Restatement) -> Cell:
    return cell_of(measure, old.state, old.numerator, old.denominator, old.value, old.narrative)
