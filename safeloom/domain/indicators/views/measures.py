"""The measures: list, record, adding, choosing, changing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from safeloom.domain.indicators import commands, forms
from safeloom.domain.indicators.cells import cell_of
from safeloom.domain.indicators.content import shipped
from safeloom.domain.indicators.definitions import Breakdown, Unit
from safeloom.domain.indicators.models import Measure
from safeloom.domain.indicators.queries import measure_history, rows
from safeloom.domain.indicators.views import over_time
from safeloom.domain.indicators.views.telling import tell, trail
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.records.commands import Stale
from safeloom.kernel import units
from safeloom.kernel.periods import Period
from safeloom.web.forms import form_for, form_page
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.stale import stale_page
from safeloom.web.words import date_words


def address(measure: Measure, name: str = "measure") -> str:
    """The address of a measure's page."""
    return reverse(f"indicators:{name}", args=[measure.partnership.key, measure.key])


LIST = ListPage(
    title="Measures",
    noun=("measure", "measures"),
    search=["record__title", "key", "theme"],
    default_order=("order", "key"),
    columns=[
        Column("Title", "title", sort="record__title", link=address),
        Column("Theme", "theme", sort="theme"),
        Column("Unit", "get_unit_display", sort="unit"),
        Column("Returned", "get_frequency_display", sort="frequency"),
        Column("For", "get_breakdown_display", sort="breakdown"),
        Column("Key", "key", sort="key"),
    ],
    filters=[
        Filter("unit", "Unit", Unit.choices, "unit"),
        Filter("for", "Returned for", Breakdown.choices, "breakdown"),
    ],
    empty="What the partnership measures will stand here: choose from the measures that come with "
    "Safeloom, or add your own.",
)


@open_to("measure.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The measures."""
    here, viewer = request.partnership, request.viewer
    actions = [("Returns due", reverse("indicators:returns-due", args=[here.key]))]
    if viewer.may_everywhere("measure.change", here.pk):
        actions = [
            ("Add a measure", reverse("indicators:measure-add", args=[here.key])),
            ("Choose measures", reverse("indicators:measures-choose", args=[here.key])),
            ("Bring in a file", reverse("imports:send-measures", args=[here.key])),
            *actions,
        ]
    return list_response(request, LIST, rows.measures(viewer, here), actions=actions)


@open_to("measure.see")
def record(request: HttpRequest, partnership_key: str, key: str) -> HttpResponse:
    """A measure: its chart and history, definition, targets, who supplies it, the last returns."""
    here, viewer = request.partnership, request.viewer
    measure = get_object_or_404(rows.measures(viewer, here), key=key)
    may = viewer.may_everywhere("measure.change", here.pk)
    change = {
        name: (words, address(measure, name))
        for name, words in (
            ("measure-change", "Change the measure"),
            ("measure-target", "Set a target"),
            ("measure-ask", "Ask an agency"),
        )
    }
    sections = [
        Section("over-time", "Over time", "indicators/chart.html"),
        Section("history", "History", "indicators/history.html"),
        *(
            Section(key, title, f"indicators/{key}.html", change[name] if may else None)
            for key, title, name in (
                ("definition", "Definition", "measure-change"),
                ("targets", "Targets", "measure-target"),
                ("supply", "Who supplies it", "measure-ask"),
            )
        ),
        Section("returns", "Latest returns", "indicators/latest.html"),
    ]
    history = measure_history(measure, viewer=viewer, day=viewer.day)
    page = RecordPage(
        of=measure.record,
        title=measure.title,
        reference=measure.record.reference,
        status="" if measure.holds(viewer.day) else "Not in use",
        facts=[
            ("Unit", measure.get_unit_display()),
            ("Which way is better", measure.get_polarity_display()),
            ("Returned", measure.get_frequency_display()),
            ("For", measure.get_breakdown_display()),
            ("Checked against its source", "Yes" if measure.checked else "No"),
        ],
        sections=sections,
    )
    unit = measure.kernel_unit
    targets = [
        (
            units.show(each.value, unit, measure.decimals),
            units.show(each.tolerance, unit, measure.decimals),
            date_words(each.start) or "The beginning",
            date_words(each.end) or "Until further notice",
        )
        for each in rows.targets(measure)
    ]
    returned = [
        (
            each,
            Period(each.start, each.end).label(),
            each.area or each.agency or here.name,
            cell_of(measure, each.state, each.numerator, each.denominator, each.value),
        )
        for each in rows.latest_returns(viewer, measure)
    ]
    return record_response(
        request,
        page,
        trail=trail(here),
        measure=measure,
        may_change=may,
        targets=targets,
        supplies=rows.supplies(viewer, measure),
        returned=returned,
        chart=over_time.chart_of(history),
        history=over_time.history_of(history),
        population=over_time.population_of(history),
        today=viewer.day,
    )


@open_to("measure.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add a measure."""
    form = form_for(request, forms.MeasureForm)
    if request.method == "POST" and form.is_valid():
        try:
            measure = commands.add_measure(
                by=request.viewer.person, partnership=request.partnership, **form.cleaned_data
            )
        except ValidationError as problem:
            tell(form, problem)
        else:
            messages.success(request, "The measure is there. Say who supplies it.")
            return HttpResponseRedirect(address(measure))
    back = reverse("indicators:measures", args=[partnership_key])
    return form_page(request, form, title="Add a measure", button="Add measure", cancel=back)


@open_to("measure.change")
def choose(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add some of the measures that come with Safeloom."""
    here = request.partnership
    form = form_for(request, forms.ChooseMeasuresForm, there=rows.measure_keys(here))
    back = reverse("indicators:measures", args=[partnership_key])
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["keys"]
        with transaction.atomic():
            for key in chosen:
                commands.add_measure(by=request.viewer.person, partnership=here, **shipped()[key])
        messages.success(request, f"Measures added: {len(chosen)}. Say who supplies each.")
        return HttpResponseRedirect(back)
    lead = "Their wording is ours. Change what differs with you once they are added."
    return form_page(
        request, form, title="Choose measures", button="Add measures", cancel=back, lead=lead
    )


@open_to("measure.change")
def change(request: HttpRequest, partnership_key: str, key: str) -> HttpResponse:
    """Change a measure."""
    measure = get_object_or_404(rows.measures(request.viewer, request.partnership), key=key)
    form = form_for(request, forms.ChangeMeasureForm, initial=forms.initial_of(measure))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            commands.change_measure(
                by=request.viewer.person, measure=measure, seen=said.pop("revision"), **said
            )
        except Stale:
            measure.refresh_from_db()
            last = rows.last_change(measure)
            who, when = (last.by, last.at) if last else (None, None)
            return stale_page(request, form, forms.initial_of(measure), who, when)
        except ValidationError as problem:
            tell(form, problem)
        else:
            messages.success(request, "The measure is changed.")
            return HttpResponseRedirect(address(measure))
    return form_page(
        request,
        form,
        title=f"Change {measure.title}",
        button="Save measure",
        cancel=address(measure),
    )
