"""The groups through which people are heard."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.views.asking import ask
from safeloom.domain.partnership.views.tables import Act, Cell, Table, section
from safeloom.foundation.access.pages import open_to
from safeloom.systems.voice.addresses import at
from safeloom.systems.voice.commands import channels as verbs
from safeloom.systems.voice.content import words_of
from safeloom.systems.voice.forms import ChangeChannelForm, ChannelForm
from safeloom.systems.voice.models import VoiceChannel
from safeloom.systems.voice.queries import voice as queries
from safeloom.systems.voice.views.activities import CHANGE, trail
from safeloom.web.records import RecordPage, record_response
from safeloom.web.words import date_words


@open_to("voice.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Who is heard, how often, and until when."""
    here, viewer = request.partnership, request.viewer
    may = viewer.may(CHANGE, here.pk)
    table = Table(
        ["Group", "What it is", "Times heard", "Last heard", "Heard until"],
        [_row(here, one, may) for one in queries.groups(here)],
        "The groups through which children, young people and families are heard stand here.",
    )
    page = RecordPage(
        title="Groups",
        next_step=("Add a group", at("add-channel", here)) if may else None,
        sections=[section("groups", "Who is heard", table)],
    )
    return record_response(request, page, trail=trail(here))


def _row(here: Any, one: VoiceChannel, may: bool) -> list[Cell | str]:
    change = [Act("Change or end", one.title, at("change-channel", here, one.pk))] if may else []
    return [
        Cell(one.title, f"{at('list', here)}?group={one.pk}"),
        words_of("kinds", one.kind),
        f"{one.times}",
        date_words(one.last) if one.last else "Not yet",
        Cell(date_words(one.ended) if one.ended else "", acts=change),
    ]


@open_to("voice.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add a group through which people are heard."""
    here, by = request.partnership, request.viewer.person
    return ask(
        request,
        ChannelForm,
        lambda data: verbs.add_channel(by=by, partnership=here, **data),
        title="Add a group",
        button="Add group",
        done="The group is added.",
        back=at("groups", here),
        trail=_trail(here),
    )


@open_to("voice.change")
def change(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Change a group, or say until when people were heard through it."""
    here, by = request.partnership, request.viewer.person
    row = get_object_or_404(queries.channels(here), pk=pk)

    def said() -> dict[str, Any]:
        now = get_object_or_404(queries.channels(here), pk=pk)
        return {name: getattr(now, name) for name in ("title", "kind", "ended", "revision")}

    return ask(
        request,
        ChangeChannelForm,
        lambda data: verbs.change_channel(by=by, channel=row, seen=data.pop("revision"), **data),
        title=f"Change {row.title}",
        button="Save group",
        done="The group is changed.",
        back=at("groups", here),
        initial=said(),
        current=said,
        subject=str(pk),
        trail=_trail(here),
    )


def _trail(here: Any) -> list[tuple[str, str]]:
    return [*trail(here), ("Groups", at("groups", here))]
