"""Reserves."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.finance.addresses import act, of_reserve
from safeloom.domain.finance.commands import reserves as commands
from safeloom.domain.finance.forms import MovementForm, ReserveForm
from safeloom.domain.finance.models import Reserve
from safeloom.domain.finance.queries import reserves as queries
from safeloom.domain.finance.queries import years
from safeloom.domain.finance.views.ways import trail
from safeloom.domain.partnership.views.asking import ask
from safeloom.domain.partnership.views.tables import Table, section
from safeloom.foundation.access.pages import open_to
from safeloom.kernel.money import money_words
from safeloom.web.files import files_section
from safeloom.web.lists import Column, ListPage, list_response
from safeloom.web.records import RecordPage, record_response
from safeloom.web.words import date_words


@open_to("finance.see")
def reserves(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """All reserves and what they hold."""
    here, viewer = request.partnership, request.viewer
    page = ListPage(
        title="Reserves",
        noun=("reserve", "reserves"),
        search=["record__title", "record__reference", "purpose"],
        default_order="record__title",
        columns=[
            Column(
                "Reserve",
                "record.title",
                sort="record__title",
                link=lambda row: of_reserve(here, row),
            ),
            Column("What for", "purpose", kind="long"),
            Column("Kept from", "opened", sort="opened", kind="date"),
            Column(
                "Opening",
                lambda row: money_words(row.opening),
                kind="number",
                export=lambda row: row.opening,
            ),
            Column(
                "Holds",
                lambda row: money_words(queries.held(row)),
                kind="number",
                export=queries.held,
            ),
        ],
        empty="What is set aside, and what for, will stand here.",
        as_at=True,
    )
    may = viewer.may("finance.change", here.pk)
    return list_response(
        request,
        page,
        lambda day: queries.reserves(viewer, here, day),
        trail=trail(here),
        actions=[("Add a reserve", act("add-reserve", here))] if may else [],
    )


@open_to("finance.see")
def reserve(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """One reserve and what moved."""
    here, viewer = request.partnership, request.viewer
    found = get_object_or_404(
        queries.reserves(viewer, here, viewer.day), record__reference=reference
    )
    held = found.opening
    rows = [["Kept from", date_words(found.opened), "", "", money_words(held)]]
    for row in queries.movements(found):
        held += row.amount
        rows.append(
            [
                row.reason,
                date_words(row.day),
                str(row.head),
                money_words(row.amount),
                money_words(held),
            ]
        )
    may = viewer.may("finance.change", here.pk)
    page = RecordPage(
        title=found.record.title,
        reference=reference,
        facts=[("Holds", money_words(held)), ("What for", found.purpose)],
        next_step=("Enter a movement", act("move", here, reference)) if may else None,
        sections=[
            section(
                "movements",
                "Movements",
                Table(["What for", "Date", "Head of the account", "Moved", "Holds"], rows),
            ),
            files_section(viewer, here, found.record, viewer.day),
        ],
    )
    return record_response(request, page, trail=trail(here, ("Reserves", act("reserves", here))))


@open_to("finance.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Begin to keep a reserve."""
    here, viewer = request.partnership, request.viewer
    return ask(
        request,
        ReserveForm,
        lambda said: commands.open_reserve(by=viewer.person, partnership=here, **said),
        title="Add a reserve",
        button="Add reserve",
        done="The reserve is added.",
        back=lambda made: of_reserve(here, made),
        initial={"opened": viewer.day},
        cancel=act("reserves", here),
        trail=trail(here, ("Reserves", act("reserves", here))),
    )


@open_to("finance.change")
def move(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Put money into a reserve, or take it out."""
    here, viewer = request.partnership, request.viewer
    rows = queries.reserves(viewer, here, viewer.day, "finance.change")
    found: Reserve = get_object_or_404(rows, record__reference=reference)

    def act_on(said: dict[str, Any]) -> Any:
        sign = 1 if said.pop("way") == "in" else -1
        amount = sign * said.pop("amount")
        return commands.move_reserve(by=viewer.person, reserve=found, amount=amount, **said)

    return ask(
        request,
        MovementForm,
        act_on,
        title=f"Enter a movement of {found.record.title}",
        button="Save movement",
        done="The movement is entered.",
        back=of_reserve(here, found),
        initial={"day": viewer.day, "way": "out"},
        rows=years.heads(here).filter(ended__isnull=True),
        lead=f"It holds {money_words(queries.held(found))}.",
        trail=trail(here, (found.record.title, of_reserve(here, found))),
    )
