"""An action's page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.actions import addresses, telling
from safeloom.domain.actions.definitions import SEALED_TITLE, TAGS, State
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries import one, rows
from safeloom.domain.actions.views.asking import trail
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.sealed.reading import read
from safeloom.web.files import files_section
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words


@open_to("action.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """What is to be done, by whom and by when, what was said of it and decided."""
    here, viewer = request.partnership, request.viewer
    action = get_object_or_404(rows.listed(viewer, here), record__reference=reference)
    if action.hidden:
        page = RecordPage(
            title=SEALED_TITLE,
            reference=reference,
            facts=[("Due", telling.due_words(action))],
            sections=[Section("sealed", "What it says", "actions/sealed.html")],
        )
        return record_response(request, page, trail=trail(here))
    if action.source is not None:
        read(request, action.source, what=reference)
    state = State(action.state)
    may = action.ended is None and rows.may(viewer, "action.update", action)
    page = RecordPage(
        of=action.record,
        title=telling.short(action),
        reference=reference,
        status=state.label,
        status_kind=TAGS[state],
        facts=_facts(action),
        next_step=("Update the action", addresses.page("update", here, reference)) if may else None,
        sections=[
            Section("wording", "What is to be done", "actions/wording.html"),
            Section("updates", "Updates", "actions/updates.html"),
            files_section(viewer, here, action.record, viewer.day),
            Section("history", "Owners and dates", "actions/history.html"),
        ],
    )
    return record_response(
        request,
        page,
        trail=trail(here),
        action=action,
        updates=one.updates_of(action),
        owners=[(telling.named(owned), owned) for owned in one.owners_of(action)],
        moves=one.moves_of(action),
        decisions=one.decisions_of(action),
    )


def _facts(action: Action) -> list[tuple[str, Any]]:
    facts = [
        ("Owner", telling.owner_words(action)),
        ("Due", telling.due_words(action)),
        ("Agreed on", date_words(action.opened)),
    ]
    if action.ended:
        facts.append(("Closed on", date_words(action.ended)))
    return facts
