"""Noting what arrived, and deciding that nothing is to be done about it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from safeloom.domain.partnership.models import Agency
from safeloom.domain.partnership.queries.agencies import agencies
from safeloom.domain.partnership.queries.schools import apart_from_schools
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.systems.national.addresses import at, of_item
from safeloom.systems.national.commands import comparing
from safeloom.systems.national.commands import items as verbs
from safeloom.systems.national.forms import ChangeItemForm, DecideForm, ItemForm, arrival_of
from safeloom.systems.national.queries.items import owner_of
from safeloom.systems.national.views.items import found, trail


def _agencies(request: HttpRequest, keep: Iterable[Any] = ()) -> Any:
    rows, day = agencies(request.viewer, request.partnership), request.viewer.day
    return apart_from_schools(rows.as_at(day), day, keep)


@open_to("national.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Note what arrived."""
    here, by = request.partnership, request.viewer.person
    return ask(
        request,
        ItemForm,
        lambda data: verbs.add(by=by, partnership=here, arrival=arrival_of(data)),
        title="Add what arrived",
        button="Save",
        done="It is noted.",
        back=lambda item: of_item(here, item),
        initial={"arrived": request.viewer.day},
        rows=_agencies(request),
        trail=trail(here),
        cancel=at("list", here),
    )


@open_to("national.change")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change what is said of it, or who compares."""
    here = request.partnership
    item = found(request, reference, "national.change")

    def said() -> dict[str, Any]:
        now = found(request, reference, "national.change")
        owner = owner_of(now, request.viewer.day)
        names = ("title", "kind", "from_whom", "arrived", "closes", "link", "summary", "compare_by")
        return {name: getattr(now, name) for name in names} | {
            "owner": owner.agency if owner else None,
            "revision": now.record.revision,
        }

    def act(data: dict[str, Any]) -> None:
        verbs.change(
            by=request.viewer.person, item=item, seen=data["revision"], arrival=arrival_of(data)
        )

    return ask(
        request,
        ChangeItemForm,
        act,
        title=f"Change {item.title}",
        button="Save",
        done="It is changed.",
        back=of_item(here, item),
        initial=_by_key(said()),
        current=said,
        subject=reference,
        rows=_agencies(request, [owner.pk] if (owner := said()["owner"]) else ()),
        trail=trail(here, item),
    )


def _by_key(said: dict[str, Any]) -> dict[str, Any]:
    owner: Agency | None = said["owner"]
    return said | {"owner": owner.pk if owner else None}


@open_to("national.change")
def decide(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say that nothing needs comparing or answering, or that it is to be compared again."""
    here = request.partnership
    item = found(request, reference, "national.change")
    return ask(
        request,
        DecideForm,
        lambda data: comparing.decide(by=request.viewer.person, item=item, **data),
        title=f"What is to be done about {item.title}?",
        button="Save",
        done="It is noted.",
        back=of_item(here, item),
        trail=trail(here, item),
    )
