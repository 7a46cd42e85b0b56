"""An action's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safeloom.domain.actions import addresses, telling
from safeloom.domain.actions.definitions import SEALED_TITLE, TAGS, State
from safeloom.domain.actions.models import Action, ActionLink
from safeloom.domain.actions.queries import closing, links, one, rows
from safeloom.domain.actions.views.asking import trail
from safeloom.domain.actions.wording import shortened
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.sealed.reading import read
from safeloom.web.files import files_section
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words


@dataclass(frozen=True)
class ActsSection(Section):
    """What else can be done, as pairs of words and address."""

    lines: Sequence[tuple[str, str]] = ()


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
    step, acts = _acts(request, action, state)
    sent, reads = links.links_of(action), links.reads_of(action)
    page = RecordPage(
        of=action.record,
        title=shortened(action.wording),
        reference=reference,
        status=state.label,
        status_kind=TAGS[state],
        facts=_facts(action),
        next_step=step,
        side=[ActsSection("acts", "What can be done", "actions/acts.html", None, acts)]
        if acts
        else [],
        sections=[
            *(
                [Section("wording", "What is to be done", "actions/wording.html")]
                if action.origin or shortened(action.wording) != action.wording
                else []
            ),
            Section("updates", "Updates", "actions/updates.html"),
            files_section(viewer, here, action.record, viewer.day),
            Section("history", "Owners and dates", "actions/history.html"),
            *([Section("links", "Links sent", "actions/links.html")] if sent or reads else []),
        ],
    )
    return record_response(
        request,
        page,
        trail=trail(here),
        action=action,
        links=[
            _link(here, action, link, rows.may(viewer, "action.change", action)) for link in sent
        ],
        reads=reads,
        updates=one.updates_of(action),
        owners=[(telling.named(owned), owned) for owned in one.owners_of(action)],
        moves=one.moves_of(action),
        decisions=one.decisions_of(action),
    )


def _acts(
    request: HttpRequest, action: Action, state: State
) -> tuple[tuple[str, str] | None, list[tuple[str, str]]]:
    """The one next step, and what else this viewer may do."""
    here, viewer = request.partnership, request.viewer

    def may(permission: str) -> bool:
        return rows.may(viewer, permission, action)

    def act(words: str, name: str) -> tuple[str, str]:
        return words, addresses.page(name, here, action.reference)

    closes = may("action.close") and not closing.why_not(viewer, action)
    if action.ended is not None:
        return None, [act("Reopen", "reopen")] if closes else []
    found = []
    if closes and state in (State.COMPLETE, State.EVIDENCED):
        found.append(act("Check what was done", "decide"))
    if may("action.update"):
        found.append(act("Update the action", "update"))
    if may("action.change"):
        found += [
            act("Move the due date", "move"),
            act("Reassign", "reassign"),
            act("Reword", "reword"),
            act("Split into several", "split"),
        ]
        if not links.is_sealed(action):
            found.append(act("Send a link to its owner", "send-link"))
    if closes and state not in (State.COMPLETE, State.EVIDENCED):
        found.append(act("Close", "decide"))
    return (found[0], found[1:]) if found else (None, [])


def _link(
    here: Partnership, action: Action, link: ActionLink, may: bool
) -> tuple[ActionLink, str, str]:
    """A link, how it stands, and where it is revoked."""
    if link.revoked is not None:
        return link, f"revoked {date_words(link.revoked)}", ""
    if link.expires <= timezone.now():
        return link, f"expired {date_words(link.expires)}", ""
    where = addresses.page("revoke-link", here, action.reference, link.pk) if may else ""
    return link, f"works until {date_words(link.expires)}", where


def _facts(action: Action) -> list[tuple[str, Any]]:
    facts = [
        ("Owner", telling.owner_words(action)),
        ("Due", telling.due_words(action)),
        ("Agreed on", date_words(action.opened)),
    ]
    if action.ended:
        facts.append(("Closed on", date_words(action.ended)))
    return facts
