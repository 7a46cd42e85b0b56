"""The questions of a plan, one after the other; each can be come back to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership import reorganisation_forms as forms
from safeloom.domain.partnership.commands import reorganisations as commands
from safeloom.domain.partnership.models import Reorganisation
from safeloom.domain.partnership.queries import agencies, areas
from safeloom.domain.partnership.queries import reorganisations as queries
from safeloom.domain.partnership.views import addresses
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.records.commands import Stale
from safeloom.web.forms import Form, form_for, form_page

Kind = Reorganisation.Kind
STEPS = {
    Kind.MERGE: ("agencies", "heir", "day"),
    Kind.SPLIT: ("agency", "heirs", "day"),
    Kind.REDRAW: ("agencies", "heirs", "paths", "areas", "area-heirs", "area-paths", "day"),
    Kind.RENAME: ("agency", "name", "day"),
    Kind.TRANSFER: ("agency", "to", "day"),
}
CHANGED = (
    "Somebody changed this plan since you opened the page, and nothing was saved. Look at it as it is "
    "now, then change it."
)


@dataclass(frozen=True)
class Step:
    """A question: its words, its form, what the form offers and holds, and what is done with it."""

    title: str
    form: type[Form]
    offered: Callable[[HttpRequest, Reorganisation], dict[str, Any]]
    held: Callable[[Reorganisation], dict[str, Any]]
    act: Callable[..., Any]


@open_to("reorganisation.carry_out")
def plan(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Begin: what happens?"""
    form = form_for(request, forms.KindForm)
    if request.method == "POST" and form.is_valid():
        act = commands.plan(
            by=request.viewer.person,
            partnership=request.partnership,
            kind=form.cleaned_data["kind"],
        )
        return HttpResponseRedirect(addresses.step(act, STEPS[act.kind][0]))
    listing = addresses.listing(request.partnership, "reorganisations")
    return form_page(
        request,
        form,
        title="Plan a reorganisation",
        lead="Nothing changes until you have seen all that will happen and carried it out.",
        button="Continue",
        cancel=listing,
        trail=[("Reorganisations", listing)],
    )


@open_to("reorganisation.carry_out")
def step(request: HttpRequest, partnership_key: str, reference: str, step: str) -> HttpResponse:
    """One question of a plan."""
    rows = queries.reorganisations(request.viewer, request.partnership, queries.DO)
    act = get_object_or_404(rows, record__reference=reference)
    names = steps_of(act)
    if step not in names or not act.is_planned:
        raise Http404
    asked = _STEPS[step]
    title = _TITLES.get((act.kind, step), asked.title)
    initial = {"revision": act.record.revision, **asked.held(act)}
    form = form_for(request, asked.form, initial=initial, **asked.offered(request, act))
    if request.method == "POST" and form.is_valid():
        try:
            asked.act(form, by=request.viewer.person, act=act, seen=form.cleaned_data["revision"])
        except Stale:
            messages.error(request, CHANGED)
            return HttpResponseRedirect(request.path)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            return HttpResponseRedirect(_after(act, step))
    before = names[names.index(step) - 1] if names.index(step) else ""
    return form_page(
        request,
        form,
        title=title,
        button="Continue",
        back=addresses.step(act, before) if before else "",
        cancel=addresses.of_act(act),
        trail=[
            ("Reorganisations", addresses.listing(request.partnership, "reorganisations")),
            (reference, addresses.of_act(act)),
        ],
    )


def steps_of(act: Reorganisation) -> list[str]:
    """The questions of a plan: those about areas only where areas change."""
    names = list(STEPS[act.kind])
    if "areas" in names and not queries.changes_areas(act):
        names = [name for name in names if name not in ("area-heirs", "area-paths")]
    return names


def _after(act: Reorganisation, step: str) -> str:
    names = steps_of(act)
    if step in names[:-1]:
        return addresses.step(act, names[names.index(step) + 1])
    return addresses.preview(act)


def _agencies(request: HttpRequest, act: Reorganisation) -> dict[str, Any]:
    rows = agencies.agencies(request.viewer, request.partnership)
    return {"rows": {"agencies": queries.standing(rows)}}


def _agency(request: HttpRequest, act: Reorganisation) -> dict[str, Any]:
    rows = agencies.agencies(request.viewer, request.partnership)
    return {"rows": {"agency": queries.standing(rows)}}


def _others(request: HttpRequest, act: Reorganisation) -> dict[str, Any]:
    rows = queries.standing(agencies.agencies(request.viewer, request.partnership))
    rows = rows.exclude(pk__in=queries.predecessors(act))
    return {"rows": {"there": rows}}


def _other(request: HttpRequest, act: Reorganisation) -> dict[str, Any]:
    return {"rows": {"agency": _others(request, act)["rows"]["there"]}}


def _areas(request: HttpRequest, act: Reorganisation) -> dict[str, Any]:
    return {"rows": {"areas": queries.standing(areas.areas(request.viewer, request.partnership))}}


def _nothing(*_: Any) -> dict[str, Any]:
    return {}


def _set_agencies(form, **said) -> None:
    commands.set_agencies(agencies=list(form.cleaned_data["agencies"]), **said)


def _set_agency(form, *, act, **said) -> None:
    commands.set_agencies(act=act, agencies=[form.cleaned_data["agency"]], **said)


def _set_heirs(form, **said) -> None:
    commands.set_agency_heirs(heirs=form.heirs(), **said)


def _set_receiver(form, **said) -> None:
    commands.set_agency_heirs(heirs=[commands.NewHeir(body=form.cleaned_data["agency"])], **said)


def _set_name(form, **said) -> None:
    commands.set_name(name=form.cleaned_data["name"], **said)


def _set_areas(form, **said) -> None:
    commands.set_areas(areas=list(form.cleaned_data["areas"]), **said)


def _set_area_heirs(form, **said) -> None:
    commands.set_area_heirs(heirs=form.heirs(), **said)


def _set_paths(form, **said) -> None:
    commands.set_paths(agencies=form.paths(), **said)


def _set_area_paths(form, **said) -> None:
    commands.set_paths(areas=form.paths(), **said)


def _set_day(form, **said) -> None:
    commands.set_day(day=form.cleaned_data["day"], **said)


_STEPS = {
    "agencies": Step(
        "Which agencies are they?",
        forms.AgenciesForm,
        _agencies,
        queries.held_agencies,
        _set_agencies,
    ),
    "agency": Step(
        "Which agency is it?", forms.AgencyForm, _agency, queries.held_agency, _set_agency
    ),
    "heir": Step("What do they become?", forms.HeirForm, _others, queries.held_heir, _set_heirs),
    "heirs": Step("What do they become?", forms.HeirsForm, _others, queries.held_heirs, _set_heirs),
    "to": Step("To which agency?", forms.AgencyForm, _other, queries.held_receiver, _set_receiver),
    "name": Step("What is it called then?", forms.NameForm, _nothing, queries.held_name, _set_name),
    "paths": Step(
        "Which council becomes which?",
        forms.PathsForm,
        lambda request, act: queries.agencies_and_heirs(act),
        queries.held_paths,
        _set_paths,
    ),
    "areas": Step("Which areas change?", forms.AreasForm, _areas, queries.held_areas, _set_areas),
    "area-heirs": Step(
        "What do the areas become?",
        forms.AreaHeirsForm,
        _nothing,
        queries.held_area_heirs,
        _set_area_heirs,
    ),
    "area-paths": Step(
        "Which area becomes which?",
        forms.PathsForm,
        lambda request, act: queries.areas_and_heirs(act),
        queries.held_area_paths,
        _set_area_paths,
    ),
    "day": Step("From which day?", forms.DayForm, _nothing, queries.held_day, _set_day),
}
_TITLES = {
    (Kind.MERGE, "agencies"): "Which agencies become one?",
    (Kind.SPLIT, "agency"): "Which agency becomes several?",
    (Kind.SPLIT, "heirs"): "What does it become?",
    (Kind.REDRAW, "agencies"): "Which councils are redrawn?",
    (Kind.RENAME, "agency"): "Which agency changes its name?",
    (Kind.TRANSFER, "agency"): "From which agency does something pass?",
}
