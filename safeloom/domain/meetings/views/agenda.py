"""Writing a meeting's agenda."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.meetings import addresses, forms
from safeloom.domain.meetings.commands import agenda as commands
from safeloom.domain.meetings.models import AgendaItem, Meeting, Placed
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.domain.meetings.queries.presenters import presenters
from safeloom.domain.meetings.queries.sources import source_choices
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity.models import Partnership

CHANGE = "meeting.change"


@open_to(CHANGE)
def add(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add an item."""
    here, meeting = request.partnership, _meeting(request, reference)
    return ask(
        request,
        forms.ItemForm,
        lambda said: commands.add_item(
            by=request.viewer.person, meeting=meeting, new=commands.NewItem(**said)
        ),
        title=f"Add to the agenda of {meeting.title}",
        button="Add item",
        done="The item is on the agenda.",
        back=addresses.of_meeting(here, meeting),
        **offered(here),
    )


@open_to(CHANGE)
def change(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Change an item."""
    here, item = request.partnership, _item(request, pk)
    meeting = item.meeting
    removing = ("Take it off the agenda", addresses.act("remove-item", here, item.pk))
    return ask(
        request,
        forms.revisioned(forms.ItemForm),
        lambda said: commands.change_item(
            by=request.viewer.person,
            item=item,
            seen=said.pop("revision"),
            to=commands.NewItem(**said),
        ),
        title=f"Change {item.title}",
        button="Save item",
        done="The item was changed.",
        back=addresses.of_meeting(here, meeting),
        initial=said_of(item),
        current=lambda: said_of(_item(request, pk)),
        subject=meeting.record.reference,
        template="meetings/item.html",
        removing=removing,
        **offered(here),
    )


@open_to(CHANGE)
def remove(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Take an item off the agenda."""
    here, item = request.partnership, _item(request, pk)
    lead = "It was left open at an earlier meeting, so it is shown as withdrawn."
    return ask(
        request,
        forms.SureForm,
        lambda said: commands.remove_item(by=request.viewer.person, item=item),
        title=f"Take {item.title} off the agenda",
        lead=lead if item.carried_from_id else "",
        button="Take off item",
        warn=True,
        done="The item is off the agenda.",
        back=addresses.of_meeting(here, item.meeting),
    )


@open_to(CHANGE)
def draw_up(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Bring the agenda up to date."""
    here, meeting = request.partnership, _meeting(request, reference)
    return ask(
        request,
        forms.SureForm,
        lambda said: commands.draw_up(by=request.viewer.person, meeting=meeting),
        title=f"Bring the agenda of {meeting.title} up to date",
        lead="What is not on it yet is added: standing items of the series, and what was left open at "
        "the meeting before. What is there stays as it is.",
        button="Bring up to date",
        done="The agenda is up to date.",
        back=addresses.of_meeting(here, meeting),
    )


@open_to(CHANGE)
def reorder(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Put the agenda in order."""
    here, meeting = request.partnership, _meeting(request, reference)
    items = queries.agenda_of(meeting)
    listed = [(str(item.pk), item.title, number) for number, item in enumerate(items, start=1)]

    class Order(forms.OrderForm):
        def __init__(self, *args, **kwargs) -> None:
            super().__init__(*args, items=listed, **kwargs)

    def act(said: dict) -> Meeting:
        order = sorted((item.pk for item in items), key=lambda pk: said[f"place-{pk}"])
        return commands.reorder(by=request.viewer.person, meeting=meeting, order=order)

    return ask(
        request,
        Order,
        act,
        title=f"Put the agenda of {meeting.title} in order",
        lead="Number the items in the order they should stand.",
        button="Save order",
        done="The agenda is in order.",
        back=addresses.of_meeting(here, meeting),
    )


def offered(here: Partnership) -> dict:
    """What the form of an item offers."""
    return {
        "rows": {
            "presenter": presenters(here),
            "source": [("", "Nothing"), *source_choices()],
        }
    }


def said_of(item: Placed) -> dict:
    """What is said of an item, as its form asks it."""
    names = ("title", "purpose", "minutes", "presenter_words", "source", "revision")
    return {name: getattr(item, name) for name in names} | {"presenter": item.presenter_id}


def _meeting(request: HttpRequest, reference: str) -> Meeting:
    rows = queries.meetings(request.viewer, request.partnership, CHANGE)
    return get_object_or_404(rows, record__reference=reference)


def _item(request: HttpRequest, pk: UUID) -> AgendaItem:
    return get_object_or_404(
        queries.agenda_items(request.viewer, request.partnership, CHANGE), pk=pk
    )
