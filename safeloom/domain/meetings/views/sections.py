"""What stands on a meeting's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from safeloom.domain.actions.sections import actions_section
from safeloom.domain.meetings import addresses
from safeloom.domain.meetings.models import AgendaItem, Meeting
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.domain.meetings.queries.attendance import quorum_of, seat_rows
from safeloom.domain.meetings.queries.decisions import decisions_of, parts_words
from safeloom.domain.meetings.queries.sources import Taken, lines_for
from safeloom.domain.meetings.timings import beginnings
from safeloom.domain.meetings.views.telling import attendance_sentence, quorum_sentence
from safeloom.domain.partnership.views.tables import Cell, Table, TableSection, section
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.written_times import show_time
from safeloom.web.records import Section
from safeloom.web.words import date_words, moment_words

State = Meeting.State


@dataclass(frozen=True)
class ItemRow:
    """An item as the page shows it: `taken` is what its source brings, `came` where it was carried
    from, as words and address."""

    number: int
    item: AgendaItem
    begins: time | None
    taken: Taken | None
    came: tuple[str, str] | None
    change: str


@dataclass(frozen=True)
class AgendaSection(Section):
    """The agenda; `acts` are what can be done with all of it."""

    rows: Sequence[ItemRow] = ()
    acts: Sequence[tuple[str, str]] = ()


def agenda_section(here: Partnership, meeting: Meeting, state: str, may: bool) -> AgendaSection:
    """A meeting's agenda in its order, with what its sources bring."""
    items = queries.agenda_of(meeting)
    taken = lines_for(meeting, items)
    begins = beginnings(meeting.start, [item.minutes for item in items])
    writes = may and state not in (State.CANCELLED, State.APPROVED)
    rows = [
        ItemRow(
            number=number,
            item=item,
            begins=at,
            taken=taken.get(item.source),
            came=_came(here, item),
            change=addresses.act("change-item", here, item.pk) if writes else "",
        )
        for number, (item, at) in enumerate(zip(items, begins, strict=True), start=1)
    ]
    reference = meeting.record.reference
    acts = []
    if writes and len(items) > 1:
        acts.append(("Put in order", addresses.act("reorder", here, reference)))
    if may and state == State.PLANNED:
        acts.append(("Bring up to date", addresses.act("draw-up", here, reference)))
    change = ("Add agenda item", addresses.act("add-item", here, reference)) if writes else None
    return AgendaSection("agenda", "Agenda", "meetings/agenda.html", change, rows, acts)


@dataclass(frozen=True)
class AttendanceSection(TableSection):
    """Who was there: a sentence, the quorum, the seats as a table, and who else."""

    sentence: str = ""
    quorum: tuple[str, str, str] | None = None
    others: Sequence[tuple[str, str, str]] = ()
    add: str = ""


def attendance_section(
    here: Partnership, meeting: Meeting, state: str, may: bool
) -> AttendanceSection:
    """The seats as at the day, how they are marked, and whether the meeting can decide."""
    rows = seat_rows(meeting)
    writes = may and state not in (State.CANCELLED, State.APPROVED)
    reference = meeting.record.reference
    table = Table(
        ["Seat", "Agency", "Held by", "Mark"],
        [[row.seat.title, row.agency, row.holder or "Vacant", row.words] for row in rows],
        "The group has no seats on that day.",
    )
    others = [
        (
            person.name,
            person.role,
            addresses.act("remove-person", here, person.pk) if writes else "",
        )
        for person in meeting.in_attendance.all()
    ]
    return AttendanceSection(
        "attendance",
        "Attendance",
        "meetings/attendance.html",
        ("Mark attendance", addresses.act("attendance", here, reference)) if writes else None,
        table,
        attendance_sentence(rows),
        quorum_sentence(meeting, quorum_of(meeting, rows)),
        others,
        addresses.act("add-person", here, reference) if writes else "",
    )


def captured_sections(
    viewer: Viewer, here: Partnership, meeting: Meeting, state: str
) -> list[Section]:
    """What was decided, and the actions that come from the meeting; nothing before it is held."""
    if state in (State.PLANNED, State.CANCELLED):
        return []
    rows = [
        [
            Cell(decision.record.reference, addresses.of_decision(here, decision)),
            decision.wording,
            parts_words(decision),
        ]
        for decision in decisions_of(meeting)
    ]
    table = Table(["Reference", "Decision", "By whom"], rows, "Nothing was decided.")
    return [
        section("decisions", "Decisions", table),
        actions_section(viewer, here, meeting.record, viewer.day),
    ]


def history_section(meeting: Meeting) -> TableSection:
    """Who moved the meeting on, and when."""
    rows = [
        [
            step.get_state_display(),
            moment_words(step.at),
            step.by.name if step.by else "Safeloom",
            step.reason,
        ]
        for step in meeting.steps.select_related("by__principal")
    ]
    table = Table(["State", "Since", "By", "Why"], rows, "It is planned, and nothing happened yet.")
    return section("history", "What became of it", table)


def place_facts(meeting: Meeting) -> list[tuple[str, str]]:
    """When and where it is."""
    times = " to ".join(show_time(at) for at in (meeting.start, meeting.end) if at)
    facts = [("Day", date_words(meeting.day)), ("Time", times), ("Place", meeting.place)]
    facts.append(("Online", meeting.link))
    return [fact for fact in facts if fact[1]]


def _came(here: Partnership, item: AgendaItem) -> tuple[str, str] | None:
    if item.carried_from is None:
        return None
    earlier = item.carried_from.meeting
    return earlier.record.title, addresses.of_meeting(here, earlier)
