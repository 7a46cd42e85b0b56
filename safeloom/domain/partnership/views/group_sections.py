"""What stands on a group's page."""

from datetime import date
from uuid import UUID

from safeloom.domain.partnership.models import Group
from safeloom.domain.partnership.queries import groups as queries
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.agency_sections import person_cell
from safeloom.domain.partnership.views.tables import (
    Act,
    Cell,
    Table,
    TableSection,
    days,
    section,
)
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership


def sections(
    viewer: Viewer, here: Partnership, group: Group, day: date, seen: set[UUID]
) -> list[TableSection]:
    """Chairs, seats, its place in the structure, who shares it, who sat here over time."""
    own = group.record.partnership_id == here.pk
    everywhere = viewer.may_everywhere("group.change", here.pk)
    may = own and everywhere
    reference = group.record.reference

    def change(words: str, name: str) -> tuple[str, str] | None:
        return (words, addresses.act(name, here, reference)) if may else None

    found = [
        section(
            "chairs",
            "Chairs over time",
            _chairs(here, group, seen, may),
            change("Appoint a chair", "appoint-chair"),
        ),
        section(
            "seats",
            "Seats",
            _seats(viewer, here, group, day, seen, may),
            change("Add a seat", "add-seat"),
        ),
        section(
            "structure",
            "Place in the structure",
            _lines(viewer, here, group, day, everywhere),
            _placing(here, group) if everywhere else None,
        ),
        section("history", "Who sat here over time", _history(here, group, seen, may)),
    ]
    if viewer.may_everywhere("group.see", here.pk):
        found.append(
            section(
                "sharing",
                "Shared with",
                _sharings(here, group, may),
                change("Share with a partnership", "share-group"),
            )
        )
    return found


def _placing(here: Partnership, group: Group) -> tuple[str, str]:
    """A shared group has its place in each partnership's own structure."""
    record, words = group.record, "Say what it answers to"
    if record.partnership_id == here.pk:
        return words, addresses.act("place-group", here, record.reference)
    owner = record.partnership.key
    return words, addresses.act("place-shared-group", here, owner, record.reference)


def _chairs(here: Partnership, group: Group, seen: set[UUID], may: bool) -> Table:
    rows = []
    for held in queries.chairs_of(group):
        acts = [
            Act("Change", f"days of {held.person.name}", addresses.act("chairing", here, held.pk))
        ]
        rows.append(
            [
                person_cell(here, held.person, seen),
                held.get_part_display(),
                Cell(days(held), acts=acts if may else []),
            ]
        )
    return Table(["Person", "As", "Days"], rows, "Nobody has chaired it yet.")


def _seats(
    viewer: Viewer, here: Partnership, group: Group, day: date, seen: set[UUID], may: bool
) -> Table:
    sees_agencies = viewer.may_everywhere("agency.see", here.pk)
    rows = []
    for seat in queries.seats_of(group, day):
        agency = Cell("")
        if seat.agency:
            url = addresses.of_agency(here, seat.agency) if sees_agencies else ""
            agency = Cell(
                seat.agency.name, url, detail="Statutory partner" if seat.statutory else ""
            )
        holder = next(
            (person_cell(here, held.person, seen, days(held)) for held in seat.held_now),
            Cell("Vacant"),
        )
        acts = [
            Act("Give to a person", f": {seat.title}", addresses.act("seat-person", here, seat.pk)),
            Act("Change", seat.title, addresses.act("change-seat", here, seat.pk)),
            Act("Close", seat.title, addresses.act("close-seat", here, seat.pk)),
        ]
        rows.append([seat.title, agency, holder, *([Cell("", acts=acts)] if may else [])])
    headings = ["Seat", "Agency", "Held by", *(["What to do"] if may else [])]
    return Table(headings, rows, "No seats on this day.")


def _lines(viewer: Viewer, here: Partnership, group: Group, day: date, may: bool) -> Table:
    above, below = queries.lines_of(viewer, here, group, day)
    rows = []
    for line in above:
        acts = [
            Act(
                "End",
                f"answering to {line.parent.name}",
                addresses.act("unplace-group", here, line.pk),
            )
        ]
        rows.append(
            [
                Cell(line.parent.name, addresses.of_group(here, line.parent)),
                "It answers to this group",
                Cell(days(line), acts=acts if may and not line.end else []),
            ]
        )
    rows += [
        [
            Cell(line.group.name, addresses.of_group(here, line.group)),
            "This group answers to it",
            days(line),
        ]
        for line in below
    ]
    return Table(["Group", "How", "Days"], rows, "It stands alone on this day.")


def _history(here: Partnership, group: Group, seen: set[UUID], may: bool) -> Table:
    rows = []
    for held in queries.holders_over_time(group):
        acts = [
            Act(
                "Change",
                f"days of {held.person.name}",
                addresses.act("seat-holding", here, held.pk),
            )
        ]
        rows.append(
            [
                held.seat.title,
                held.seat.agency.name if held.seat.agency else "",
                person_cell(here, held.person, seen),
                Cell(days(held), acts=acts if may else []),
            ]
        )
    return Table(["Seat", "For", "Held by", "Days"], rows, "Nobody has sat here yet.")


def _sharings(here: Partnership, group: Group, may: bool) -> Table:
    rows = []
    for sharing in queries.sharings_of(group):
        acts = [
            Act(
                "End",
                f"sharing with {sharing.partnership.name}",
                addresses.act("unshare-group", here, sharing.pk),
            )
        ]
        rows.append(
            [
                sharing.partnership.name,
                Cell(days(sharing), acts=acts if may and not sharing.end else []),
            ]
        )
    return Table(["Partnership", "Days"], rows, "It is not shared.")
