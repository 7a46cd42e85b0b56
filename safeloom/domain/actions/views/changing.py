"""Rewording, reassigning and splitting an action, and moving its due date."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from safeloom.domain.actions import addresses
from safeloom.domain.actions.commands import actions as verbs
from safeloom.domain.actions.commands.dates import move_due
from safeloom.domain.actions.commands.owners import reassign as reassign_action
from safeloom.domain.actions.commands.splitting import split_action
from safeloom.domain.actions.forms import DueForm, ReassignForm, SplitForm, WordingForm
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries.choices import owners
from safeloom.domain.actions.queries.rows import owner_of
from safeloom.domain.actions.telling import due_words, named
from safeloom.domain.actions.views.asking import called, found, trail
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to


def _asked(
    request: HttpRequest, reference: str, form: Any, verb: Any, current: Any, **page: Any
) -> HttpResponse:
    """A form that changes one action; a stale one shows both versions."""
    here = request.partnership
    action: Action = found(request, reference, "action.change")
    title = page.pop("title")
    initial = current(action)

    def act(said: dict[str, Any]) -> Any:
        seen = said.pop("revision")
        return verb(by=request.viewer.person, action=action, seen=seen, **said)

    def now() -> dict[str, Any]:
        return current(found(request, reference, "action.change"))

    return ask(
        request,
        form,
        act,
        title=f"{title} {called(action)}",
        back=addresses.of_action(here, action),
        initial=initial,
        current=now,
        subject=reference,
        trail=trail(here, action),
        **page,
    )


@open_to("action.change")
def reword(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Word an action better."""
    return _asked(
        request,
        reference,
        WordingForm,
        verbs.change_action,
        lambda action: {
            "wording": action.wording,
            "origin": action.origin,
            "revision": action.record.revision,
        },
        title="Reword",
        button="Save wording",
        done="The action is reworded.",
    )


@open_to("action.change")
def move(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Move the due date."""
    action = found(request, reference, "action.change")
    return _asked(
        request,
        reference,
        DueForm,
        move_due,
        lambda action: {"to": action.due, "revision": action.record.revision},
        title="Move the due date of",
        button="Move due date",
        done="The due date is moved.",
        lead=f"Due now: {due_words(action)}.",
    )


@open_to("action.change")
def reassign(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Pass an action on."""
    action = found(request, reference, "action.change")
    return _asked(
        request,
        reference,
        ReassignForm,
        reassign_action,
        _owner,
        title="Reassign",
        button="Reassign action",
        done="The action is reassigned.",
        rows=owners(
            request.partnership,
            [owned.agency_id, owned.post_id, owned.person_id] if (owned := action.owned) else (),
        ),
        lead=f"Owned now by {named(owner_of(action, request.viewer.day))}.",
    )


def _owner(action: Action) -> dict[str, Any]:
    owned = action.owned
    return {
        "owner": owned.agency,
        "post": owned.post,
        "person": owned.person,
        "revision": action.record.revision,
    }


@open_to("action.change")
def split(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Make several actions of one."""
    return _asked(
        request,
        reference,
        SplitForm,
        split_action,
        lambda action: {"wordings": action.told, "revision": action.record.revision},
        title="Split",
        button="Split action",
        done="The action is split. Each part is owned by the same and due on the same day.",
    )
