"""Putting induction packs together, and following who read them."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.models import SeatHolding
from safeloom.foundation.access.pages import open_to
from safeloom.systems.compact.commands import induction as verbs
from safeloom.systems.compact.commands import reminding
from safeloom.systems.compact.forms import AddItemForm, ChangeItemForm, SureForm
from safeloom.systems.compact.models import InductionItem
from safeloom.systems.compact.queries import induction as queries
from safeloom.systems.compact.queries.members import groups_to_choose
from safeloom.systems.compact.views.acting import act_on, address
from safeloom.systems.compact.views.induction import trail
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.words import count_words

STATES = [("left", "Not all read"), ("done", "All read")]


def _item(request: HttpRequest, reference: str) -> InductionItem:
    rows = queries.items(request.viewer, request.partnership, "induction.change")
    return get_object_or_404(rows, record__reference=reference)


@open_to("induction.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add an item to a group's pack."""
    here = request.partnership

    def act(form: AddItemForm) -> str:
        group = form.cleaned_data["group"]
        verbs.add_item(by=request.viewer.person, partnership=here, group=group, item=form.said)
        return f"{form.said.title} is in the pack of {group.name}."

    return act_on(
        request,
        AddItemForm,
        act,
        title="Add an item to an induction pack",
        button="Add item",
        back=address("induction", here),
        initial={"group": request.GET.get("group", "")},
        rows=groups_to_choose(here),
        trail=trail(here),
    )


@open_to("induction.change")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change an item."""
    here, found = request.partnership, _item(request, reference)

    def act(form: ChangeItemForm) -> str:
        verbs.change_item(
            by=request.viewer.person,
            item=found,
            seen=form.cleaned_data["revision"],
            to=form.said,
            again=form.cleaned_data["again"],
        )
        return f"{found.title} is changed."

    said = {name: getattr(found, name) for name in ("title", "text", "link", "order")}
    return act_on(
        request,
        ChangeItemForm,
        act,
        title=f"Change {found.title}",
        button="Save item",
        back=address("item", here, reference),
        initial=said | {"revision": found.record.revision},
        trail=[*trail(here), (found.title, address("item", here, reference))],
    )


@open_to("induction.change")
def withdraw(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Take an item out of its pack."""
    here, found = request.partnership, _item(request, reference)

    def act(form: SureForm) -> str:
        verbs.withdraw_item(by=request.viewer.person, item=found, seen=None)
        return f"{found.title} is out of the pack."

    return act_on(
        request,
        SureForm,
        act,
        title=f"Take {found.title} out of the pack",
        button="Take out item",
        back=address("induction", here),
        lead="Nobody is asked to read it any more. Who has read it stays known.",
        warn=True,
        trail=trail(here),
    )


def _state(row: SeatHolding) -> str:
    return "All read" if row.read >= row.many else "Not all read"


def _in_state(rows, state: str):
    return rows.filter(read__lt=F("many")) if state == "left" else rows.filter(read__gte=F("many"))


@open_to("induction.change")
def progress(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Who read how much of their pack, and who has not read all of it."""
    here = request.partnership
    page = ListPage(
        title="Who has read their induction pack",
        noun=("seat held", "seats held"),
        search=["person__principal__name"],
        default_order="person__principal__name",
        columns=[
            Column("Name", "person.name", sort="person__principal__name"),
            Column("Group", "seat.group.name", sort="seat__group__principal__name"),
            Column("Seat", "seat.title", sort="seat__title"),
            Column("Read", "read", sort="read", kind="number"),
            Column("Of", "many", sort="many", kind="number"),
            Column("State", _state),
        ],
        filters=[
            Filter("state", "State", STATES, _in_state),
            Filter(
                "group", "Group", lambda request: queries.groups_with_packs(here), "seat__group"
            ),
        ],
        empty="Whoever holds a seat in a group with a pack will stand here.",
    )
    return list_response(
        request,
        page,
        queries.progress(here, request.viewer.day),
        trail=trail(here),
        actions=[("Remind those who have not read it", address("remind-to-read", here))],
    )


@open_to("induction.change")
def remind(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Mail those who have not read all of their pack."""
    here, by = request.partnership, request.viewer.person
    rows = _in_state(queries.progress(here, request.viewer.day), "left")
    many = len({row.person_id for row in rows})

    def act(form: SureForm) -> str:
        sent = reminding.remind_to_read(by=by, partnership=here)
        return f"{count_words(sent, 'reminder', 'reminders').capitalize()} queued."

    return act_on(
        request,
        SureForm,
        act,
        title="Remind those who have not read their pack",
        button="Send reminders",
        back=address("progress", here),
        lead=f"{count_words(many, 'person has', 'people have').capitalize()} not read all of it. "
        "A mail with a link goes to each of them who can sign in.",
        trail=trail(here),
    )
