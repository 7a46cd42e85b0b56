"""Adding an action, and saying how one goes."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from safeloom.domain.actions import addresses
from safeloom.domain.actions.commands import actions as verbs
from safeloom.domain.actions.commands.updates import update_action
from safeloom.domain.actions.definitions import Said
from safeloom.domain.actions.forms import AddActionForm, UpdateForm
from safeloom.domain.actions.queries.choices import owners
from safeloom.domain.actions.views.asking import called, found, source_asked, trail
from safeloom.domain.partnership.queries.schools import agency_of
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to


@open_to("action.add")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add an action, from a record where `?source=` names one."""
    here = request.partnership
    asked = request.POST.get("source") or request.GET.get("source")
    source = source_asked(request, asked)

    def act(said: dict[str, Any]) -> Any:
        said["source"] = source.record if source else None
        return verbs.add_action(by=request.viewer.person, partnership=here, **said)

    lead = f"From {source.record.reference} {source.record.title}." if source else ""
    return ask(
        request,
        AddActionForm,
        act,
        title="Add an action",
        button="Add action",
        done="The action is added.",
        back=lambda action: addresses.of_action(here, action),
        initial={"opened": request.viewer.day, "source": source.record.pk if source else ""},
        rows=owners(here, agency_of(source.record) if source else ()),
        lead=lead,
        cancel=source.address if source else addresses.page("actions", here),
        trail=trail(here),
    )


@open_to("action.update")
def update(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say how an action goes."""
    here = request.partnership
    action = found(request, reference, "action.update")

    def act(said: dict[str, Any]) -> Any:
        return update_action(by=request.viewer.person, action=action, **said)

    return ask(
        request,
        UpdateForm,
        act,
        title=f"Update {called(action)}",
        button="Save update",
        done="The update is saved.",
        back=addresses.of_action(here, action),
        initial={"said": action.said or Said.ON_TRACK},
        trail=trail(here, action),
    )
