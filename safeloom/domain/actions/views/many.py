"""One change of the actions chosen from a list: chosen, looked at, done."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from safeloom.domain.actions import addresses, telling
from safeloom.domain.actions.commands.many import DUE, REASSIGN, Change, StaleRows, change_many
from safeloom.domain.actions.definitions import Said
from safeloom.domain.actions.forms_many import ManyForm
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries import rows
from safeloom.domain.actions.queries.choices import owners
from safeloom.domain.actions.views.asking import trail
from safeloom.foundation.access.pages import open_to
from safeloom.kernel.dates import show_date
from safeloom.web.acting import tell
from safeloom.web.forms import form_for, form_page
from safeloom.web.words import count_words, list_words

Chosen = list[tuple[Action, int]]


@open_to("action.change")
def change(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Change several actions at once: what is to be done, a preview, and then all of them or none."""
    here = request.partnership
    if request.method != "POST":
        found = _found(request, dict.fromkeys(request.GET.getlist("chosen"), 0))
        if not found:
            messages.info(request, "Choose at least one action that is open.")
            return HttpResponseRedirect(addresses.page("actions", here))
        return _asked(request, found)
    form = form_for(request, ManyForm, rows=owners(here))
    chosen = _found(request, _read(request.POST.get("chosen", "")))
    if form.is_valid() and chosen:
        said = form.change
        try:
            if "confirm" in request.POST:
                change_many(by=request.viewer.person, actions=chosen, change=said)
                words = count_words(len(chosen), "action is", "actions are")
                messages.success(request, f"{words.capitalize()} changed.")
                return HttpResponseRedirect(addresses.page("actions", here))
            return _preview(request, chosen, said)
        except StaleRows as stale:
            return _stale(request, stale, chosen)
        except ValidationError as refused:
            tell(form, refused)
    return _page(request, form, chosen)


def _found(request: HttpRequest, wanted: Mapping[str, int]) -> Chosen:
    """The open actions of these references that the viewer may change, each with the revision that was
    looked at; with 0, that of now."""
    seen = rows.listed(request.viewer, request.partnership, "action.change")
    seen = seen.filter(record__reference__in=wanted, ended__isnull=True, hidden=False)
    return [
        (action, wanted[action.reference] or action.record.revision)
        for action in seen.order_by("record__reference")
    ]


def _read(text: str) -> dict[str, int]:
    pairs = (one.partition("=") for one in text.split(",") if one)
    return {name: int(number) for name, _, number in pairs if number.isdecimal()}


def _written(chosen: Chosen) -> str:
    return ",".join(f"{action.reference}={seen}" for action, seen in chosen)


def _asked(request: HttpRequest, chosen: Chosen) -> HttpResponse:
    form = ManyForm(initial={"chosen": _written(chosen)}, rows=owners(request.partnership))
    return _page(request, form, chosen)


def _page(request: HttpRequest, form: ManyForm, chosen: Chosen) -> HttpResponse:
    here = request.partnership
    return form_page(
        request,
        form,
        title=f"Change {count_words(len(chosen), 'action', 'actions')}",
        button="Look at the changes",
        lead=f"{list_words([action.reference for action, _ in chosen])}.",
        cancel=addresses.page("actions", here),
        trail=trail(here),
    )


def _preview(request: HttpRequest, chosen: Chosen, said: Change) -> HttpResponse:
    """What will happen: the change itself, rolled back."""
    with transaction.atomic():
        change_many(by=request.viewer.person, actions=chosen, change=said)
        transaction.set_rollback(True)
    lines = [
        (action.reference, telling.short(action), *_told(action, said)) for action, _ in chosen
    ]
    kept = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    context = {
        "title": "Look at the changes",
        "lines": lines,
        "kept": [(name, value) for name, value in kept if name != "csrfmiddlewaretoken"],
        "many": count_words(len(chosen), "action", "actions"),
        "cancel": addresses.page("actions", request.partnership),
        "trail": trail(request.partnership),
    }
    return render(request, "actions/many.html", context)


def _told(action: Action, said: Change) -> tuple[str, str]:
    """What is there now, and what will be."""
    if said.what == DUE and said.to is not None:
        return telling.due_words(action), show_date(said.to)
    if said.what == REASSIGN and said.owner is not None:
        to = said.owner.name
        to += f", {said.post.title}" if said.post else ""
        return telling.owner_words(action), to + (f" ({said.person.name})" if said.person else "")
    return telling.state_words(action), f"{Said(said.said).label}: {said.text}"


def _stale(request: HttpRequest, stale: StaleRows, chosen: Chosen) -> HttpResponse:
    """Which were changed meanwhile; nothing was written."""
    again: Sequence[str] = [action.reference for action, _ in chosen]
    query = "&".join(f"chosen={reference}" for reference in again)
    context = {
        "title": "Somebody changed some of them meanwhile",
        "references": list_words(stale.references),
        "again": f"{addresses.page('many', request.partnership)}?{query}",
        "trail": trail(request.partnership),
    }
    return render(request, "actions/many_stale.html", context, status=409)
