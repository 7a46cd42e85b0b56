"""Targets, and who is asked for what."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from safeloom.domain.indicators import commands, forms
from safeloom.domain.indicators.models import Measure
from safeloom.domain.indicators.queries import rows
from safeloom.domain.indicators.views.measures import address
from safeloom.domain.indicators.views.telling import tell, trail
from safeloom.foundation.access.pages import open_to
from safeloom.web.forms import Form, form_for, form_page


@open_to("measure.change")
def target(request: HttpRequest, partnership_key: str, key: str) -> HttpResponse:
    """Set a measure's target."""
    measure = get_object_or_404(rows.measures(request.viewer, request.partnership), key=key)
    form = form_for(request, forms.TargetForm)
    if request.method == "POST" and form.is_valid():
        try:
            commands.set_target(by=request.viewer.person, measure=measure, **form.cleaned_data)
        except ValidationError as problem:
            tell(form, problem)
        else:
            return _done(request, measure, "The target is set.")
    return _page(request, form, measure, f"Set a target for {measure.title}", "Set target")


@open_to("measure.change")
def ask(request: HttpRequest, partnership_key: str, key: str) -> HttpResponse:
    """Ask an agency for a measure."""
    here = request.partnership
    measure = get_object_or_404(rows.measures(request.viewer, here), key=key)
    form = form_for(request, forms.AskForm, agencies=rows.agencies(here), areas=rows.areas(here))
    if request.method == "POST" and form.is_valid():
        try:
            commands.ask_for(by=request.viewer.person, measure=measure, **form.cleaned_data)
        except ValidationError as problem:
            tell(form, problem)
        else:
            return _done(request, measure, "The agency is asked.")
    return _page(request, form, measure, f"Ask an agency for {measure.title}", "Ask agency")


@open_to("measure.change")
def stop(request: HttpRequest, partnership_key: str, pk: int) -> HttpResponse:
    """Ask an agency no longer."""
    supply = get_object_or_404(rows.supply(request.partnership, pk))
    form = form_for(request, forms.StopForm)
    if request.method == "POST" and form.is_valid():
        try:
            commands.stop_asking(by=request.viewer.person, supply=supply, **form.cleaned_data)
        except ValidationError as problem:
            tell(form, problem)
        else:
            return _done(request, supply.measure, "The agency is asked no longer after that day.")
    title = f"Stop asking {supply.agency}"
    return _page(request, form, supply.measure, title, "Stop asking")


def _done(request: HttpRequest, measure: Measure, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(address(measure))


def _page(
    request: HttpRequest, form: Form, measure: Measure, title: str, button: str
) -> HttpResponse:
    way = trail(request.partnership, (measure.title, address(measure)))
    return form_page(request, form, title=title, button=button, cancel=address(measure), trail=way)
