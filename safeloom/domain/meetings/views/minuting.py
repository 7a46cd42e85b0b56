"""While a meeting runs: its items on one screen, with what is said, decided and agreed under each."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from safeloom.domain.actions.addresses import of_action
from safeloom.domain.actions.models import Action
from safeloom.domain.meetings import addresses, forms
from safeloom.domain.meetings.commands import minuting as commands
from safeloom.domain.meetings.models import AgendaItem, Decision, Meeting
from safeloom.domain.meetings.queries import decisions as captured
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.domain.meetings.queries.attendance import quorum_of, seat_rows
from safeloom.domain.meetings.queries.sources import Taken, lines_for
from safeloom.domain.meetings.views.telling import attendance_sentence, quorum_sentence
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity.models import Partnership

CHANGE = "meeting.change"
State = Meeting.State


@dataclass(frozen=True)
class ItemPart:
    """An item on the screen: its forms, what was decided and agreed under it, what its source brings."""

    item: AgendaItem
    notes: forms.NotesForm
    decision: forms.DecisionForm
    action: forms.AgreedActionForm | None
    decisions: Sequence[tuple[Decision, str, str]]
    actions: Sequence[tuple[Action, str]]
    taken: Taken | None
    pages: dict[str, str]


@open_to(CHANGE)
def minute(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """The screen. Each form is sent by itself, so that two who minute stay out of each other's way."""
    here, viewer = request.partnership, request.viewer
    meeting = get_object_or_404(queries.meetings(viewer, here, CHANGE), record__reference=reference)
    items = queries.agenda_of(meeting)
    taken = lines_for(meeting, items)
    parties = captured.party_agencies(meeting)
    owners = captured.owner_choices(here, viewer.day)
    actions = captured.actions_of(meeting, viewer.day)
    decided = captured.decisions_of(meeting)
    adds = viewer.may("action.add", here.pk)
    rows = seat_rows(meeting)
    parts = [
        ItemPart(
            item=item,
            notes=_notes(item),
            decision=_decision(parties, item),
            action=_action(owners, item) if adds else None,
            decisions=[
                (one, captured.parts_words(one), addresses.of_decision(here, one))
                for one in decided
                if one.item_id == item.pk
            ],
            actions=[(one, of_action(here, one)) for one in actions.get(item.pk, ())],
            taken=taken.get(item.source),
            pages={
                name: addresses.act(f"{name}-item", here, item.pk)
                for name in ("note", "decide", "agree")
            },
        )
        for item in items
    ]
    context = {
        "title": f"Minutes of {meeting.title}",
        "meeting": meeting,
        "state": State(meeting.state),
        "writes": meeting.state in (State.HELD, State.DRAFT),
        "parts": parts,
        "quorum": quorum_sentence(meeting, quorum_of(meeting, rows)),
        "attendance": attendance_sentence(rows),
        "mark": addresses.act("attendance", here, reference),
        "hold": addresses.act("hold", here, reference),
        "add": addresses.act("add-item", here, reference),
        "apart": addresses.act("decide", here, reference),
        "back": addresses.of_meeting(here, meeting),
        "trail": [
            ("Meetings", addresses.listing(here)),
            (meeting.title, addresses.of_meeting(here, meeting)),
        ],
    }
    return render(request, "meetings/minute.html", context)


@open_to(CHANGE)
def note(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Write what was said of an item."""
    here, item = request.partnership, _item(request, pk)
    return ask(
        request,
        forms.NotesForm,
        lambda said: commands.note(
            by=request.viewer.person, item=item, seen=said.pop("revision"), **said
        ),
        title=f"Notes: {item.title}",
        button="Save notes",
        done=f"Saved: {item.title}.",
        back=_back(here, item),
        initial=_said(item),
        current=lambda: _said(_item(request, pk)),
        subject=item.meeting.record.reference,
    )


@open_to(CHANGE)
def decide(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Record a decision under an item."""
    here, item = request.partnership, _item(request, pk)
    return ask(
        request,
        forms.DecisionForm,
        lambda said: commands.decide(
            by=request.viewer.person, meeting=item.meeting, item=item, new=new_decision(here, said)
        ),
        title=f"Decision: {item.title}",
        button="Record decision",
        done="The decision is recorded.",
        back=_back(here, item),
        rows=_choices(captured.party_agencies(item.meeting)),
    )


@open_to(CHANGE)
def decide_apart(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Record a decision that belongs to no item."""
    here = request.partnership
    rows = queries.meetings(request.viewer, here, CHANGE)
    meeting = get_object_or_404(rows, record__reference=reference)
    return ask(
        request,
        forms.DecisionForm,
        lambda said: commands.decide(
            by=request.viewer.person, meeting=meeting, new=new_decision(here, said)
        ),
        title=f"Decision of {meeting.title}",
        button="Record decision",
        done="The decision is recorded.",
        back=addresses.act("minute", here, reference),
        rows=_choices(captured.party_agencies(meeting)),
    )


@open_to("action.add")
def agree(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Agree an action under an item."""
    here, item = request.partnership, _item(request, pk)
    owners = captured.owner_choices(here, request.viewer.day)

    def act(said: dict) -> Action:
        owner = captured.chosen_agencies(here, [said.pop("owner")])[0]
        return commands.agree_action(by=request.viewer.person, item=item, owner=owner, **said)

    return ask(
        request,
        forms.AgreedActionForm,
        act,
        title=f"Action: {item.title}",
        button="Agree action",
        done="The action is agreed.",
        back=_back(here, item),
        rows={"owner": [("", "Select one"), *owners]},
    )


def new_decision(here: Partnership, said: dict) -> commands.NewDecision:
    """What a form says of a decision."""
    named = {
        name: captured.chosen_agencies(here, said.pop(name))
        for name in ("proposed", "agreed", "not_agreed")
    }
    return commands.NewDecision(wording=said["wording"], reasons=said["reasons"], **named)


def _notes(item: AgendaItem) -> forms.NotesForm:
    return forms.NotesForm(initial=_said(item), auto_id=f"id_{item.pk}_%s")


def _decision(parties: list[tuple[str, str]], item: AgendaItem) -> forms.DecisionForm:
    return forms.DecisionForm(rows=_choices(parties), auto_id=f"id_{item.pk}_d_%s")


def _action(owners: list[tuple[str, str]], item: AgendaItem) -> forms.AgreedActionForm:
    offered = {"owner": [("", "Select one"), *owners]}
    return forms.AgreedActionForm(rows=offered, auto_id=f"id_{item.pk}_a_%s")


def _choices(parties: list[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    return dict.fromkeys(("proposed", "agreed", "not_agreed"), parties)


def _said(item: AgendaItem) -> dict:
    return {"notes": item.notes, "outcome": item.outcome, "revision": item.revision}


def _back(here: Partnership, item: AgendaItem) -> str:
    return f"{addresses.act('minute', here, item.meeting.record.reference)}#item-{item.pk}"


def _item(request: HttpRequest, pk: UUID) -> AgendaItem:
    rows = queries.agenda_items(request.viewer, request.partnership, CHANGE)
    return get_object_or_404(rows, pk=pk)
