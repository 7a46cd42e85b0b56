"""Adding, changing and closing seats, and saying who holds them and who chairs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership import forms
from safeloom.domain.partnership.commands import chairs
from safeloom.domain.partnership.commands import seats as commands
from safeloom.domain.partnership.models import Chairing, Group, Seat, SeatHolding
from safeloom.domain.partnership.queries import agencies
from safeloom.domain.partnership.queries import groups as queries
from safeloom.domain.partnership.queries.people import known_people, with_work
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.asking import ask
from safeloom.domain.partnership.views.holdings import holding_page, withdrawing_page
from safeloom.foundation.access.pages import open_to


@open_to("group.change")
def add(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add a seat to a group."""
    group = _group(request, reference)
    return ask(
        request,
        forms.SeatForm,
        lambda said: commands.add(
            by=request.viewer.person, new=commands.NewSeat(group=group, **said)
        ),
        title=f"Add a seat to {group.name}",
        button="Add seat",
        done="The seat was added.",
        initial={"start": group.start, "end": group.end},
        back=addresses.of_group(request.partnership, group),
        rows={"agency": agencies.agencies(request.viewer, request.partnership)},
    )


@open_to("group.change")
def change(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Change a seat."""
    seat = _seat(request, pk)
    return ask(
        request,
        forms.revisioned(forms.SeatForm),
        lambda said: commands.change(
            by=request.viewer.person, seat=seat, seen=said.pop("revision"), **said
        ),
        title=f"Change the seat {seat.title}",
        button="Save seat",
        done="The seat was changed.",
        back=addresses.of_group(request.partnership, seat.group),
        initial=_said(seat),
        current=lambda: _said(_seat(request, pk)),
        subject=str(pk),
        rows={"agency": agencies.agencies(request.viewer, request.partnership)},
    )


@open_to("group.change")
def close(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Close a seat."""
    seat = _seat(request, pk)
    return ask(
        request,
        forms.LastDayForm,
        lambda said: commands.close(by=request.viewer.person, seat=seat, seen=None, **said),
        title=f"Close the seat {seat.title}",
        lead="Whoever holds it holds it until the same day.",
        button="Close seat",
        warn=True,
        done="The seat was closed.",
        back=addresses.of_group(request.partnership, seat.group),
    )


@open_to("group.change")
def seat_person(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Give a seat to a person."""
    seat = _seat(request, pk)
    return ask(
        request,
        forms.HolderForm,
        lambda said: commands.seat_person(by=request.viewer.person, seat=seat, **said),
        title=f"Who holds the seat {seat.title}?",
        button="Save holder",
        done="The holder was saved.",
        back=addresses.of_group(request.partnership, seat.group),
        rows={
            "person": with_work(
                known_people(request.partnership), request.partnership, request.viewer.day
            )
        },
    )


@open_to("group.change")
def holding(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Correct or end what somebody held."""
    held = _holding(request, pk)
    return holding_page(
        request,
        held,
        what=f"{held.person.name}, {held.seat.title}",
        back=addresses.of_group(request.partnership, held.seat.group),
        subject=str(held.seat_id),
        correct=lambda **said: commands.correct(by=request.viewer.person, holding=held, **said),
        withdraw=addresses.act("withdraw-seat-holding", request.partnership, pk),
        again=lambda: _holding(request, pk),
    )


@open_to("group.change")
def withdraw(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Take away what was entered by mistake."""
    held = _holding(request, pk)
    return withdrawing_page(
        request,
        what=f"{held.person.name}, {held.seat.title}",
        back=addresses.of_group(request.partnership, held.seat.group),
        withdraw=lambda: commands.withdraw(by=request.viewer.person, holding=held),
    )


@open_to("group.change")
def appoint(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Appoint a chair or vice-chair."""
    group = _group(request, reference)
    return ask(
        request,
        forms.ChairForm,
        lambda said: chairs.appoint(
            by=request.viewer.person, new=chairs.NewChairing(group=group, **said)
        ),
        title=f"Who chairs {group.name}?",
        button="Save chair",
        done="The chair was saved.",
        back=addresses.of_group(request.partnership, group),
        rows={
            "person": with_work(
                known_people(request.partnership), request.partnership, request.viewer.day
            )
        },
    )


@open_to("group.change")
def chairing(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Correct or end somebody's chairing."""
    held = _chairing(request, pk)
    return holding_page(
        request,
        held,
        what=f"{held.person.name}, {held.get_part_display().lower()} of {held.group.name}",
        back=addresses.of_group(request.partnership, held.group),
        subject=held.group.record.reference,
        correct=lambda **said: chairs.correct(by=request.viewer.person, chairing=held, **said),
        withdraw=addresses.act("withdraw-chairing", request.partnership, pk),
        again=lambda: _chairing(request, pk),
    )


@open_to("group.change")
def withdraw_chairing(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Take away what was entered by mistake."""
    held = _chairing(request, pk)
    return withdrawing_page(
        request,
        what=f"{held.person.name}, {held.get_part_display().lower()} of {held.group.name}",
        back=addresses.of_group(request.partnership, held.group),
        withdraw=lambda: chairs.withdraw(by=request.viewer.person, chairing=held),
    )


def _group(request: HttpRequest, reference: str) -> Group:
    rows = queries.own(request.viewer, request.partnership, "group.change")
    return get_object_or_404(rows, record__reference=reference)


def _seat(request: HttpRequest, pk) -> Seat:
    rows = queries.seats(request.viewer, request.partnership, "group.change")
    return get_object_or_404(rows, pk=pk)


def _holding(request: HttpRequest, pk) -> SeatHolding:
    rows = queries.seat_holdings(request.viewer, request.partnership, "group.change")
    return get_object_or_404(rows, pk=pk)


def _chairing(request: HttpRequest, pk) -> Chairing:
    rows = queries.chairings(request.viewer, request.partnership, "group.change")
    return get_object_or_404(rows, pk=pk)


def _said(seat: Seat) -> dict:
    return {
        "title": seat.title,
        "agency": seat.agency,
        "statutory": seat.statutory,
        "start": seat.start,
        "end": seat.end,
        "revision": seat.revision,
    }
