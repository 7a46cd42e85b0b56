"""Files of seats: the places at groups' tables, and who holds them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safeloom.domain.partnership.commands import seating
from safeloom.domain.partnership.commands.seating import Sitting
from safeloom.domain.partnership.imports.agencies_named import Agencies
from safeloom.domain.partnership.imports.headings import HEADINGS
from safeloom.domain.partnership.imports.holders import Holders
from safeloom.domain.partnership.models import Agency, Group, Seat, SeatHolding
from safeloom.foundation.identity.models import Person
from safeloom.kernel.dates import show_date
from safeloom.web.imports.cleaning import plain
from safeloom.web.imports.finding import Names
from safeloom.web.imports.journal import Journal
from safeloom.web.imports.kind import CHANGED, NEW, UNCHANGED, Field, Kind, Row, fields_of
from safeloom.web.imports.values import date_of, date_or_words, vacant, words_of, yes
from safeloom.web.uploads import Problem

# A place whose title is not said.
_TITLE = "Member"
_BY_NAME = (
    (Group.Kind.EXECUTIVE, r"\bexecutive\b|\bexec\b|lead safeguarding partners|delegated"),
    (Group.Kind.PANEL, r"\bpanel\b|\bcdop\b"),
    (Group.Kind.TASK_AND_FINISH, r"task (?:and|&) finish|working group|\bt&f\b"),
    (Group.Kind.LOCALITY, r"\blocality\b|\bdistrict\b"),
    (Group.Kind.SUB_GROUP, r"sub ?group|\bgroup\b|\bforum\b|\bnetwork\b"),
    (Group.Kind.BOARD, r"\bboard\b|\bpartnership\b"),
)


@dataclass(eq=False)
class SeatEntry:
    """A seat, and who holds it, as a row says them."""

    row: int
    said: Sitting
    state: str = NEW


class Seats(Kind):
    """A seat a row, with who holds it or held it."""

    key = "seats"
    title = "Seats"
    noun = ("seat", "groups and their seats")
    permission = "group.change"
    listing = "partnership:groups"
    totals_in = ("group", "seat", "holder")
    counted = ("seats", "members", "groups", "people")
    columns = ("Group", "Seat", "Agency", "Holder", "Days")
    hint = (
        "Agencies must be there already. A group or a person nobody knows yet is added, and said so. "
        "“Vacant” leaves a seat empty."
    )
    fields = fields_of(
        HEADINGS["seats"],
        Field("group", "Group", "The group's name or reference", required=True),
        Field("seat", "Seat", "What the seat is called"),
        Field("agency", "Agency", "Whose seat it is; empty for a lay member or the scrutineer"),
        Field("holder", "Holder", "Who holds it; empty or “vacant” where nobody does"),
        Field("from", "From", "The holder's first day, where it is known"),
        Field("to", "To", "The holder's last day, where it has come"),
        Field("statutory", "Statutory", "Yes for the seat of a statutory partner"),
    )
    needs = (("group",), ("seat", "agency", "holder"))

    def begin(self, rows: Sequence[Row]) -> None:
        self.agencies = Agencies(self.partnership, self.day)
        self.holders = Holders(self.partnership, self.day)
        groups = Group.objects.filter(record__partnership=self.partnership)
        self._groups = Names(
            (
                (group, (group.name, group.record.reference))
                for group in groups.select_related("principal", "record")
            ),
            prefer=lambda group: group.holds(self.day),
        )
        seats = Seat.objects.filter(group__record__partnership=self.partnership)
        self._seats: dict[tuple, Seat] = {}
        for seat in seats.select_related("group__principal", "agency__principal"):
            self._seats.setdefault((seat.group_id, seat.agency_id, plain(seat.title)), seat)
        held = SeatHolding.objects.filter(seat__group__record__partnership=self.partnership)
        self._held: dict[Any, list[SeatHolding]] = {}
        for holding in held.select_related("person__principal"):
            self._held.setdefault(holding.seat_id, []).append(holding)
        self._new_groups: set[str] = set()
        self._above = ""
        self._taken: dict[tuple, list[SeatEntry]] = {}

    def read(self, row: Row) -> SeatEntry | None:
        group, name = self._group(row)
        start, words = date_or_words(row, "from", self.day)
        end = date_of(row, "to")
        if start and end and end < start:
            row.wrong("to", "The last day is before the first day.", "Correct one of the two.")
        agency = self._agency(row, start)
        title = words_of(row, "seat")
        if len(title) > 120:
            row.wrong("seat", "The title is longer than 120 characters.", "Shorten it.")
        person, new = self._holder(row, agency)
        if not title and not row.problems:
            title = _TITLE
            row.note("seat", f"No seat is named: “{_TITLE}” is written.", "Add what the seat is.")
        if row.problems:
            return None
        said = Sitting(
            group=group,
            group_name=name,
            group_kind=_kind_of(name),
            title=title,
            agency=agency,
            statutory=yes(row.text("statutory")),
            person=person,
            new_person=new,
            start=start,
            end=end,
            since=words,
        )
        entry = SeatEntry(row.number, said)
        self._place(row, entry)
        return None if row.problems else entry

    def state(self, entry: SeatEntry) -> str:
        return entry.state

    def shown(self, entry: SeatEntry) -> Sequence[str]:
        said = entry.said
        days = " to ".join(show_date(day) if day else "…" for day in (said.start, said.end))
        return (
            said.group_name,
            said.title,
            said.agency.name if said.agency else "",
            said.person.name if said.person else said.new_person or "Vacant",
            days if said.start or said.end else said.since,
        )

    def write(
        self, entries: Sequence[SeatEntry], *, by: Person | None, name: str, journal: Journal
    ) -> None:
        seating.bring_seats(
            by=by,
            partnership=self.partnership,
            sittings=[entry.said for entry in entries if entry.state != UNCHANGED],
            name=name,
            journal=journal,
        )

    def _group(self, row: Row) -> tuple[Group | None, str]:
        text = words_of(row, "group")
        if not text and self._above:
            text = self._above
            row.note(
                "group",
                f"No group is named: the one above is taken, {text}.",
                "Name it in each row.",
            )
        if not text:
            row.wrong("group", "There is no group.", "Name the group.")
            return None, ""
        self._above = text
        found = self._groups.find(text)
        if found is not None:
            return found, found.name
        if near := self._groups.nearest(text):
            row.wrong("group", f"There is no group “{text[:80]}”.", f"Did you mean {near}?")
        elif len(text) > 120:
            row.wrong("group", "The name is longer than 120 characters.", "Shorten it.")
        elif plain(text) not in self._new_groups:
            self._new_groups.add(plain(text))
            kind = Group.Kind(_kind_of(text)).label.lower()
            row.note(
                "group", f"This group is not there yet: it is added as a {kind}.", "Check the name."
            )
        return None, text

    def _agency(self, row: Row, start: date | None) -> Agency | None:
        text = words_of(row, "agency")
        if not text or plain(text) in ("independent", "lay member", "lay", "individual"):
            return None
        return self.agencies.of(row, "agency", text, max(start or self.day, self.day))

    def _holder(self, row: Row, agency: Agency | None) -> tuple[Person | None, str]:
        text = row.text("holder")
        if not text or vacant(text):
            return None, ""
        return self.holders.of(row, "holder", text, agency)

    def _place(self, row: Row, entry: SeatEntry) -> None:
        """Find the seat a row is about, and whether it is free on the days."""
        said = entry.said
        group = said.group.pk if said.group else plain(said.group_name)
        key = group, said.agency.pk if said.agency else None, plain(said.title)
        said.seat = self._seats.get(key)
        _within(row, said)
        if said.seat is not None:
            self._compare(row, entry)
        if row.problems:
            return
        for other in self._taken.get(key, ()):
            if not _meet(said, other.said) or entry.state == UNCHANGED:
                continue
            if _same_holder(said, other.said):
                row.note("seat", f"Row {other.row} says the same.", "Take one of the two out.")
                entry.state = UNCHANGED
                return
            if said.start or said.end or other.said.start or other.said.end:
                words = f"Row {other.row} gives this seat to somebody else on the same days."
                row.wrong("holder", words, "Give the days on which each held it.")
                return
            self._beside(row, entry, key)
            return
        self._taken.setdefault(key, []).append(entry)

    def _beside(self, row: Row, entry: SeatEntry, key: tuple) -> None:
        """A second seat of one title: two who sit for one agency."""
        number = 2
        while (more := (*key[:2], plain(f"{entry.said.title} {number}"))) in self._taken:
            number += 1
        there = self._seats.get(more)
        entry.said.title = f"{entry.said.title} {number}"
        entry.said.seat = there
        entry.state = NEW
        if there is not None:
            self._compare(row, entry)
        if not row.problems and entry.state == NEW:
            words = f"Another row has this seat too: it is written as “{entry.said.title}”."
            row.note("seat", words, "Call the two seats different things.")
        self._taken[more] = [entry]

    def _compare(self, row: Row, entry: SeatEntry) -> None:
        """Compare a row with who holds a seat that is there."""
        said = entry.said
        if said.seat is None:
            return
        entry.state = CHANGED
        if said.person is None and not said.new_person:
            entry.state = UNCHANGED
            return
        for holding in self._held.get(said.seat.pk, ()):
            if not _meet(said, holding):
                continue
            if said.person is not None and holding.person_id == said.person.pk:
                if said.end is not None and holding.end != said.end:
                    said.holding = holding
                else:
                    entry.state = UNCHANGED
                return
            since = f" since {show_date(holding.start)}" if holding.start else ""
            row.wrong(
                "holder",
                f"{holding.person.name} holds this seat{since}.",
                "End that first, or give the day from which it is somebody else's.",
            )
            return

    def check(self, entries: Sequence[SeatEntry]) -> list[tuple[Any, Problem]]:
        return []


def _kind_of(name: str) -> str:
    bare = plain(name)
    found = (kind for kind, pattern in _BY_NAME if re.search(pattern, bare))
    return next(found, Group.Kind.SUB_GROUP)


def _within(row: Row, said: Sitting) -> None:
    """Say where a seat's group, agency or own days leave out some of the holder's."""
    for whole, called in ((said.group, "group"), (said.agency, "agency"), (said.seat, "seat")):
        if whole is None or row.problems:
            continue
        if whole.end and said.start and said.start > whole.end:
            words = f"The {called} ended on {show_date(whole.end)}."
            row.wrong("from", words, "Give a day before that.")
        elif said.start and whole.start and said.start < whole.start:
            words = f"The {called} began on {show_date(whole.start)}."
            row.wrong("from", words, "Give that day or a later one.")
        elif said.end and whole.end and said.end > whole.end:
            words = f"The {called} ended on {show_date(whole.end)}."
            row.wrong("to", words, "Give that day or an earlier one.")


def _meet(one: Any, other: Any) -> bool:
    starts_before = one.start is None or other.end is None or one.start <= other.end
    return starts_before and (other.start is None or one.end is None or other.start <= one.end)


def _same_holder(one: Sitting, other: Sitting) -> bool:
    return (one.person, one.new_person) == (other.person, other.new_person)
