"""Adding figures of the profile."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from safeloom.domain.area_profile import commands, forms, pasting, queries
from safeloom.domain.area_profile.views import addresses
from safeloom.domain.partnership.models import Area
from safeloom.foundation.access.pages import open_to
from safeloom.web.forms import Form, form_for, form_page

_SOURCED = ("day", "source", "published", "provisional")


@open_to("profile.change")
def population(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add a population of an area or of the whole."""
    area = _area(request, reference)

    def act(form: Form) -> None:
        new = commands.NewPopulation(area=area, **form.cleaned_data)
        commands.add_population(by=request.viewer.person, partnership=request.partnership, new=new)

    return _ask(
        request,
        forms.PopulationForm,
        act,
        area,
        title=f"Add a population of {_called(request, area)}",
        button="Add population",
        initial={"from_age": 0, "to_age": 17},
    )


@open_to("profile.change")
def paste(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add populations of many areas and ages at once."""
    here = request.partnership

    def act(form: Form) -> None:
        said = dict(form.cleaned_data)
        areas = {
            " ".join(each.name.casefold().split()): each
            for each in queries.areas(request.viewer, here)
            if each.holds(said["day"])
        }
        try:
            lines = list(pasting.read_lines(said.pop("lines"), areas))
        except pasting.NotRead as problem:
            raise forms.ValidationError({"lines": str(problem)}) from None
        new = [
            commands.NewPopulation(
                area=line.area,
                from_age=line.band.first,
                to_age=line.band.last,
                number=line.number,
                **said,
            )
            for line in lines
        ]
        if not new:
            raise forms.ValidationError({"lines": "There is no line with a number in it."})
        try:
            commands.add_populations(by=request.viewer.person, partnership=here, new=new)
        except forms.ValidationError as refused:
            raise forms.ValidationError({"lines": refused.messages}) from None

    return _ask(
        request,
        forms.PasteForm,
        act,
        None,
        title="Add populations",
        button="Add populations",
        lead="All lines are of one day and one source. Nothing is kept unless every line is right.",
    )


@open_to("profile.change")
def schools(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add the numbers of schools of a type."""
    area = _area(request, reference)

    def act(form: Form) -> None:
        said = {name: form.cleaned_data[name] for name in _SOURCED}
        kind = form.cleaned_data["kind"]
        new = [
            commands.NewSchools(area=area, phase=phase, kind=kind, number=number, **said)
            for phase, number in form.counts.items()
        ]
        if not new:
            raise forms.ValidationError("Enter a number for at least one phase (0 if it is none).")
        commands.add_schools(by=request.viewer.person, partnership=request.partnership, new=new)

    return _ask(
        request,
        forms.SchoolsForm,
        act,
        area,
        title=f"Add schools of {_called(request, area)}",
        button="Add schools",
    )


@open_to("profile.change")
def deprivation(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add what an index says."""
    area = _area(request, reference)

    def act(form: Form) -> None:
        new = commands.NewDeprivation(area=area, **form.cleaned_data)
        commands.add_deprivation(
            by=request.viewer.person, partnership=request.partnership, new=[new]
        )

    return _ask(
        request,
        forms.DeprivationForm,
        act,
        area,
        title=f"Add deprivation of {_called(request, area)}",
        button="Add deprivation",
    )


def trail(request: HttpRequest, area: Area | None) -> list[tuple[str, str]]:
    """The way here."""
    here = request.partnership
    way = [("Area profile", addresses.of_profile(here))]
    return way if area is None else [*way, (area.name, addresses.of_profile(here, area))]


def tell(form: Form, refused: forms.ValidationError) -> None:
    """Put what a command refused at the form's fields; what has no field there above them."""
    told = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
    for name, found in told.items():
        for message in found:
            form.add_error(name if name in form.fields else None, message)


def done(request: HttpRequest, words: str, url: str) -> HttpResponse:
    """Say what was done and go on."""
    messages.success(request, words)
    return HttpResponseRedirect(url)


def _ask(
    request: HttpRequest,
    form_class: type[Form],
    act: Any,
    area: Area | None,
    *,
    title: str,
    button: str,
    initial: dict[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    back = addresses.of_profile(request.partnership, area)
    form = form_for(request, form_class, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except forms.ValidationError as refused:
            tell(form, refused)
        else:
            return done(request, "The figures are added, with their source.", back)
    return form_page(
        request,
        form,
        title=title,
        button=button,
        cancel=back,
        trail=trail(request, area),
        **context,
    )


def _area(request: HttpRequest, reference: str) -> Area | None:
    if reference == addresses.WHOLE:
        return None
    return get_object_or_404(queries.one_area(request.viewer, request.partnership, reference))


def _called(request: HttpRequest, area: Area | None) -> str:
    return area.name if area else request.partnership.name
