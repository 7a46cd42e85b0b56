"""What the search finds of meetings: one permission is asked for, and nobody is named."""

from collections.abc import Iterator

from django.db.models import QuerySet

from safeloom.domain.meetings import addresses
from safeloom.domain.meetings.models import Decision, Meeting, MeetingSeries, Paper
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable
from safeloom.web.words import date_words


def meetings_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Meeting]:
    """Meetings of all times."""
    return viewer.rows("meeting.see", Meeting.objects.all(), partnership.pk)


def tell_meetings(rows: QuerySet[Meeting]) -> Iterator[Searchable]:
    """By title, reference, group, place and what was on the agenda."""
    for meeting in rows.select_related("record", "group__principal").prefetch_related("agenda"):
        yield Searchable(
            row=meeting.pk,
            partnership=meeting.partnership_id,
            title=meeting.title,
            place=meeting.record.reference,
            reference=meeting.record.reference,
            detail=f"{meeting.group.name}, {date_words(meeting.day)}",
            parts=(
                ("Group", meeting.group.name),
                ("Place", meeting.place),
                *(("Agenda", item.title) for item in meeting.agenda.all()),
            ),
            sealed=meeting.record.sensitivity == Record.Sensitivity.SEALED,
        )


def meeting_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A meeting's page."""
    return addresses.act("meeting", partnership, place)


def series_found(viewer: Viewer, partnership: Partnership) -> QuerySet[MeetingSeries]:
    """Series of all times."""
    return viewer.rows("meeting.see", MeetingSeries.objects.all(), partnership.pk)


def tell_series(rows: QuerySet[MeetingSeries]) -> Iterator[Searchable]:
    """By title, reference and group."""
    for series in rows.select_related("record", "group__principal"):
        ended = f", until {date_words(series.ended)}" if series.ended else ""
        yield Searchable(
            row=series.pk,
            partnership=series.partnership_id,
            title=series.title,
            place=series.record.reference,
            reference=series.record.reference,
            detail=series.group.name + ended,
            parts=(("Group", series.group.name),),
            sealed=series.record.sensitivity == Record.Sensitivity.SEALED,
        )


def series_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A series' page."""
    return addresses.act("series", partnership, place)


def papers_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Paper]:
    """Papers of all times: restricted ones only for who may open them."""
    return viewer.rows("paper.see", Paper.objects.all(), partnership.pk)


def tell_papers(rows: QuerySet[Paper]) -> Iterator[Searchable]:
    """By title, reference and meeting; of a restricted one the reference alone."""
    for paper in rows.select_related("record", "meeting__record"):
        yield Searchable(
            row=paper.pk,
            partnership=paper.partnership_id,
            title=paper.title,
            place=paper.record.reference,
            reference=paper.record.reference,
            detail=paper.meeting.title,
            sealed=paper.record.is_sealed,
        )


def decisions_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Decision]:
    """The decisions of the meetings they see."""
    return viewer.rows("meeting.see", Decision.objects.all(), partnership.pk)


def tell_decisions(rows: QuerySet[Decision]) -> Iterator[Searchable]:
    """By wording, reference, reasons and meeting."""
    for decision in rows.select_related("record", "meeting__record"):
        yield Searchable(
            row=decision.pk,
            partnership=decision.partnership_id,
            title=decision.title,
            place=decision.record.reference,
            reference=decision.record.reference,
            detail=decision.meeting.title,
            parts=(("Decision", decision.wording), ("Reasons", decision.reasons)),
            sealed=decision.record.is_sealed or decision.meeting.record.is_sealed,
        )


def decision_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A decision's page."""
    return addresses.act("decision", partnership, place)


def paper_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A paper's page."""
    return addresses.act("paper", partnership, place)
