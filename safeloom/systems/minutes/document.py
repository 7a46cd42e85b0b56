"""The minutes and the pack of a meeting as documents."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from safeloom.domain.meetings.models import AgendaItem, Meeting
from safeloom.domain.meetings.queries.attendance import SeatRow, quorum_of, seat_rows
from safeloom.domain.meetings.queries.decisions import actions_of, decisions_of, parts_words
from safeloom.domain.meetings.queries.meetings import agenda_of
from safeloom.domain.meetings.queries.papers import open_ones
from safeloom.domain.meetings.queries.sources import lines_for
from safeloom.domain.meetings.timings import beginnings
from safeloom.domain.meetings.views.telling import attendance_sentence, quorum_sentence
from safeloom.kernel.written_times import show_time
from safeloom.reports.document.markdown import written
from safeloom.reports.document.tree import (
    Column,
    Document,
    Heading,
    ItemList,
    Paragraph,
    Part,
    Strong,
    Table,
    Text,
    runs,
)
from safeloom.web.words import count_words, date_words

_SEATS = (Column("Seat"), Column("Agency"), Column("Held by"), Column("Attendance"))
_ACTIONS = (Column("Action"), Column("What"), Column("Owner"), Column("Due"))


def minutes_document(meeting: Meeting, status: str, site: str = "") -> Document:
    """Who was there, and item by item what was said, decided and agreed. 11 queries."""
    rows = seat_rows(meeting)
    decisions = decisions_of(meeting)
    actions = actions_of(meeting, meeting.day)
    parts: list[Part] = [Heading(1, "Attendance"), *_attendance(meeting, rows)]
    for number, item in enumerate(agenda_of(meeting), start=1):
        parts.append(Heading(1, f"{item.title}{_outcome(item)}"))
        parts += written(item.notes, {}, 2).parts if item.notes else []
        for one in decisions:
            if one.item_id == item.pk:
                parts += _decision(one)
        if found := actions.get(item.pk):
            parts.append(_actions(found, f"Actions under item {number}"))
        if not item.notes and not found and all(one.item_id != item.pk for one in decisions):
            parts.append(Paragraph(runs("Nothing was recorded.")))
    apart = [one for one in decisions if one.item_id is None]
    if apart or actions.get(None):
        parts.append(Heading(1, "Besides the agenda"))
        for one in apart:
            parts += _decision(one)
        if found := actions.get(None):
            parts.append(_actions(found, "Actions besides the agenda"))
    return _document(meeting, "Minutes", status, parts, site)


def pack_document(meeting: Meeting, site: str = "") -> Document:
    """The agenda with its timings and what is due, then each paper that everybody has who meets: its
    words, or where its file is. No restricted paper is in it, nor told. 9 queries."""
    items = agenda_of(meeting)
    taken = lines_for(meeting, items)
    begins = beginnings(meeting.start, [item.minutes for item in items])
    papers = open_ones(meeting)
    parts: list[Part] = [Heading(1, "Agenda")]
    if not items:
        parts.append(Paragraph(runs("The agenda is still to come.")))
    entries: list[tuple[Part, ...]] = []
    for item, at in zip(items, begins, strict=True):
        words = [item.purpose, item.presented_by]
        if at:
            words.insert(0, show_time(at))
        if item.minutes:
            words.insert(1 if at else 0, count_words(item.minutes, "minute", "minutes"))
        about = " · ".join(filter(None, words))
        entry: list[Part] = [
            Paragraph(runs(Strong((Text(item.title),)), f". {about}" if about else ""))
        ]
        if item.carried_from:
            earlier = item.carried_from.meeting.title
            entry.append(Paragraph(runs(f"Carried forward from {earlier}.")))
        lines = taken[item.source].lines if item.source in taken else ()
        if lines:
            entry.append(ItemList(tuple((Paragraph(runs(line.words)),) for line in lines)))
        for paper in papers:
            if paper.item_id == item.pk:
                entry.append(Paragraph(runs(f"Paper: {paper.record.reference} {paper.title}")))
        entries.append(tuple(entry))
    if entries:
        parts.append(ItemList(tuple(entries), ordered=True))
    parts += _papers(papers)
    return _document(meeting, "Agenda and papers", "For the meeting", parts, site)


def content_of(document: Document) -> str:
    """The hash of what stands in a document, whatever its status says."""
    return hashlib.sha256(repr(replace(document, status="", site="")).encode()).hexdigest()


def _document(
    meeting: Meeting, kind: str, status: str, parts: Sequence[Part], site: str
) -> Document:
    times = " to ".join(show_time(at) for at in (meeting.start, meeting.end) if at)
    where = ", ".join(filter(None, [meeting.place, "online" if meeting.link else ""]))
    return Document(
        title=f"{kind}: {meeting.title}",
        subtitle=meeting.group.name,
        partnership=meeting.partnership.name,
        period=", ".join(filter(None, [date_words(meeting.day), times, where])),
        status=status,
        parts=tuple(parts),
        date=meeting.day,
        site=site,
    )


def _attendance(meeting: Meeting, rows: Sequence[SeatRow]) -> list[Part]:
    parts: list[Part] = [Paragraph(runs(attendance_sentence(rows)))]
    if (found := quorum_sentence(meeting, quorum_of(meeting, rows))) is not None:
        parts.append(Paragraph(runs(f"{found[0]}. {found[2]}")))
    if rows:
        cells = tuple(
            (
                runs(row.seat.title),
                runs(row.agency or "None"),
                runs(row.holder or "Vacant"),
                runs(row.words),
            )
            for row in rows
        )
        parts.append(Table("Seats", _SEATS, cells, dense=True))
    others = [
        f"{one.name}, {one.role}" if one.role else one.name for one in meeting.in_attendance.all()
    ]
    if others:
        parts.append(Paragraph(runs("In attendance:")))
        parts.append(ItemList(tuple((Paragraph(runs(words)),) for words in others)))
    return parts


def _decision(decision) -> list[Part]:
    label = Strong((Text(f"Decision {decision.record.reference}. "),))
    parts: list[Part] = [Paragraph(runs(label, decision.wording))]
    if decision.reasons:
        parts.append(Paragraph(runs(f"Reasons: {decision.reasons}")))
    if said := parts_words(decision):
        parts.append(Paragraph(runs(said)))
    return parts


def _actions(actions, caption: str) -> Table:
    rows = tuple(
        (
            runs(action.record.reference),
            runs(action.wording),
            runs(action.agency_called or "Not known"),
            runs(date_words(action.due) if action.due else action.due_words),
        )
        for action in actions
    )
    return Table(caption, _ACTIONS, rows)


def _outcome(item: AgendaItem) -> str:
    shown = (AgendaItem.Outcome.DEFERRED, AgendaItem.Outcome.WITHDRAWN)
    return f" ({item.get_outcome_display().lower()})" if item.outcome in shown else ""


def _papers(papers) -> list[Part]:
    parts: list[Part] = []
    for paper in papers:
        parts.append(Heading(1, f"{paper.record.reference} {paper.title}"))
        if paper.newest is not None and paper.newest.text:
            parts += written(paper.newest.text, {}, 2).parts
        if paper.newest is not None and paper.newest.file:
            name = paper.newest.file.download_name
            parts.append(Paragraph(runs(f"A file of its own, beside this pack: {name}")))
    return parts
