"""Files of attendance: how often each seat or agency was invited and came, over a past period."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safeloom.domain.meetings.commands.counts import NewCount, bring_counts
from safeloom.domain.meetings.imports.headings import HEADINGS
from safeloom.domain.meetings.imports.marks import day_of, marked, meaning_of, year_of
from safeloom.domain.meetings.models import AttendanceCount
from safeloom.domain.meetings.tally import Tally
from safeloom.domain.partnership.models import Agency, Group
from safeloom.foundation.identity.models import Person
from safeloom.kernel.dates import show_date
from safeloom.kernel.period_reading import read_period
from safeloom.web.imports.cleaning import plain
from safeloom.web.imports.finding import Names
from safeloom.web.imports.journal import Journal
from safeloom.web.imports.kind import CHANGED, NEW, SPREAD, UNCHANGED, Field, Kind, Row, fields_of
from safeloom.web.imports.values import date_of, sentence, words_of
from safeloom.web.uploads import Problem, Value


@dataclass(eq=False)
class CountEntry:
    """What a row says; `there` is the count it changes."""

    row: int
    new: NewCount
    there: AttendanceCount | None = None


class Attendance(Kind):
    """A seat or agency a row, with its counts; or with a column a meeting, headed by its day, and how each
    was marked: those are counted by financial year."""

    key = "attendance"
    title = "Attendance"
    noun = ("count", "counts of attendance")
    permission = "meeting.change"
    listing = "meetings:attendance-report"
    totals_in = ("called",)
    counted = ("agencies", "members", "seats")
    columns = ("Seat or agency", "Group", "Period", "Invited", "Attended", "By deputy")
    hint = (
        "How often each seat or agency was invited and came, over a past year in which meetings were not "
        "held here. Two rows of one name are two seats. Percentages are worked out, and compared. Or a grid: "
        "a column a meeting, headed by its day, with P, D for a deputy, A or blank; it is counted by year."
    )
    fields = fields_of(
        HEADINGS["attendance"],
        Field("called", "Seat or agency", "As the list calls it", required=True),
        Field("invited", "Invited", "To how many meetings", required=True),
        Field("attended", "Attended", "How many, deputies included", required=True),
        Field("deputies", "By deputy", "How many of them by a deputy, where that is told"),
        Field("percent", "Percent", "As printed: compared with the counts, not kept"),
        Field("group", "Group", "Whose meetings; the board where there is one alone"),
        Field("period", "Year", "Such as 2012/13, in place of first and last day"),
        Field("start", "From", "The first day of the period"),
        Field("end", "To", "Its last day"),
    )
    needs = (("called",), ("invited", SPREAD), ("attended", SPREAD), ("period", "start", SPREAD))

    def spread(self, place: int, heading: Value, above: Sequence[Value]) -> dict[str, Value] | None:
        day = day_of(heading)
        return None if day is None else {"day": day}

    def begin(self, rows: Sequence[Row]) -> None:
        groups = Group.objects.filter(record__partnership=self.partnership)
        found = list(groups.select_related("principal", "record__partnership"))
        self._groups = Names((group, (group.name, group.record.reference)) for group in found)
        boards = [group for group in found if group.kind == Group.Kind.BOARD]
        self._board = boards[0] if len(boards) == 1 else None
        agencies = Agency.objects.filter(record__partnership=self.partnership)
        self._agencies = Names(
            (agency, (agency.name, agency.record.reference))
            for agency in agencies.select_related("principal", "record")
        )
        self._there: dict[tuple, list[AttendanceCount]] = {}
        rows_there = AttendanceCount.objects.filter(partnership=self.partnership)
        for one in rows_there.order_by("start", "place", "pk"):
            key = (one.group_id, plain(one.called), one.start, one.end)
            self._there.setdefault(key, []).append(one)
        self._seen: Counter[tuple] = Counter()
        self._grid: dict[tuple, CountEntry] = {}
        self._unclear: dict[tuple, str] = {}

    def read(self, row: Row) -> CountEntry | None:
        called = words_of(row, "called")
        if not called:
            row.wrong("called", "Nobody is named.", "Write which seat or agency it is.")
        elif len(called) > 200:
            row.wrong("called", "It is longer than 200 characters.", "Shorten it.")
        if SPREAD in row.cells:
            return self._marked(row, called)
        invited, attended = self._number(row, "invited"), self._number(row, "attended")
        deputies = self._number(row, "deputies", needed=False)
        if invited is not None and attended is not None and attended > invited:
            words = f"{attended} of {invited} invitations cannot be."
            row.wrong("attended", words, "Correct one of the two.")
        if deputies is not None and attended is not None and deputies > attended:
            words = "There are more deputies than were attended."
            row.wrong("deputies", words, "Count deputies among what was attended.")
        group, days = self._group(row), self._days(row)
        if row.problems or invited is None or attended is None or not group or not days:
            return None
        self._compare(row, Tally(invited, attended))
        start, end = days
        return self._entry(
            row.number,
            NewCount(
                group=group,
                called=called,
                start=start,
                end=end,
                invited=invited,
                attended=attended,
                deputies=deputies,
                agency=self._agencies.find(called),
            ),
        )

    def check(self, entries: Sequence[CountEntry]) -> list[tuple[Any, Problem]]:
        """A row of a grid of which one mark is unclear is not counted without it."""
        found = []
        for (number, start), entry in self._grid.items():
            heading = self._unclear.get((number, start))
            if heading is not None and entry in entries:
                words = "Another mark of the same row and year is unclear."
                problem = Problem(number, heading, "", words, "Correct that one.")
                found.append((entry, problem))
        return found

    def _entry(self, number: int, new: NewCount) -> CountEntry:
        key = (new.group.pk, plain(new.called), new.start, new.end)
        there = self._there.get(key, [])
        place = self._seen[key]
        self._seen[key] += 1
        return CountEntry(number, new, there[place] if place < len(there) else None)

    def _marked(self, row: Row, called: str) -> CountEntry | None:
        """A mark of a grid: the first of a row and year is its count, to which the others are added."""
        day = row.cells["day"]
        assert isinstance(day, date)
        start, end = year_of(day)
        meaning = meaning_of(row.text(SPREAD))
        if day > self.day:
            row.wrong(SPREAD, "The day of this meeting is still to come.", "Leave its column out.")
        elif meaning is None:
            mend = "Write P for present, D for a deputy, A for apologies or absent."
            row.wrong(SPREAD, "It is not clear what this mark means.", mend)
        group = self._group(row)
        if row.problems or meaning is None or group is None:
            self._unclear[row.number, start] = row.heading
            return None
        if entry := self._grid.get((row.number, start)):
            entry.new = marked(entry.new, meaning)
            return None
        none = NewCount(
            group=group,
            called=called,
            start=start,
            end=end,
            invited=0,
            attended=0,
            deputies=0,
            agency=self._agencies.find(called),
        )
        entry = self._grid[row.number, start] = self._entry(row.number, marked(none, meaning))
        return entry

    def state(self, entry: CountEntry) -> str:
        if entry.there is None:
            return NEW
        names = ("invited", "attended", "deputies")
        same = all(getattr(entry.there, name) == getattr(entry.new, name) for name in names)
        return UNCHANGED if same else CHANGED

    def shown(self, entry: CountEntry) -> Sequence[str]:
        said = entry.new
        deputies = "" if said.deputies is None else str(said.deputies)
        span = f"{show_date(said.start)} to {show_date(said.end)}"
        return said.called, said.group.name, span, str(said.invited), str(said.attended), deputies

    def write(
        self, entries: Sequence[CountEntry], *, by: Person | None, name: str, journal: Journal
    ) -> Any:
        return bring_counts(
            by=by,
            partnership=self.partnership,
            new=[entry.new for entry in entries if entry.there is None],
            changed=[(entry.there, entry.new) for entry in entries if self.state(entry) == CHANGED],  # type: ignore[misc]
            journal=journal,
            name=name,
        )

    def _number(self, row: Row, name: str, needed: bool = True) -> int | None:
        text = words_of(row, name).replace(",", "").removesuffix(".0")
        if not text:
            if needed:
                row.wrong(name, "There is no number.", "Write how many; 0 where it is none.")
            return None
        if not text.isdecimal() or len(text) > 6:
            row.wrong(name, "This is no whole number.", "Write how many, such as 6.")
            return None
        return int(text)

    def _group(self, row: Row) -> Group | None:
        text = words_of(row, "group")
        if not text:
            if self._board is None:
                mend = "Add a column that names the group."
                row.wrong("group", "It is not said whose meetings they were.", mend)
            return self._board
        found = self._groups.find(text)
        if found is None:
            near = self._groups.nearest(text)
            mend = f"Did you mean {near}?" if near else "Correct it, or add the group first."
            row.wrong("group", f"There is no group “{text[:80]}”.", mend)
        return found

    def _days(self, row: Row) -> tuple[date, date] | None:
        text = words_of(row, "period")
        if text:
            try:
                period = read_period(text)
            except ValueError as wrong:
                row.wrong("period", f"{sentence(str(wrong))}.", "Write it as 2012/13.")
                return None
            return period.start, period.end
        start, end = date_of(row, "start"), date_of(row, "end")
        if start is None or end is None:
            name = "start" if start is None else "end"
            row.wrong(name, "It is not said when.", "Write the year, or first and last day.")
            return None
        if end < start:
            row.wrong("end", "The last day is before the first day.", "Correct one of the two.")
            return None
        return start, end

    def _compare(self, row: Row, tally: Tally) -> None:
        text = words_of(row, "percent").rstrip("% ").removesuffix(".0")
        worked_out = tally.percent(with_deputies=True)
        if text.replace(".", "", 1).isdecimal() and worked_out is not None:
            whole = text.split(".")[0]
            # A spreadsheet holds 83% as 0.83…
            if text not in (str(worked_out), f"{worked_out / 100}") and whole != "0":
                words = f"{tally.attended} of {tally.invited} is {worked_out}%, not {text}%."
                row.note("percent", words, "The counts are taken.")
