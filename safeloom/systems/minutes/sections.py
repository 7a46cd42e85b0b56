"""The minutes and the pack on the page of a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safeloom.domain.meetings.models import Meeting
from safeloom.domain.meetings.queries.meetings import state_of
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.systems.minutes import addresses, reading
from safeloom.systems.minutes.models import FrozenMinutes
from safeloom.web.records import Section

State = Meeting.State


@dataclass(frozen=True)
class MinutesSection(Section):
    """Approved versions with their files, the draft, and the pack."""

    versions: Sequence[tuple[FrozenMinutes, str, str]] = ()
    draft: str = ""
    pack: str = ""
    acts: Sequence[tuple[str, str]] = ()


def minutes_section(
    viewer: Viewer, here: Partnership, record: Record, day: date
) -> MinutesSection | None:
    """What there is of a meeting's minutes, and what may be done with them; its pack."""
    meeting = record.meeting
    state = state_of(meeting)
    if state == State.CANCELLED:
        return None
    unit = viewer.may("meeting.change", here.pk, meeting)
    acts: list[tuple[str, str]] = []
    if state == State.HELD and unit:
        acts.append(("Circulate the draft", addresses.page("circulate", here, meeting)))
    if state == State.DRAFT and reading.may_approve(viewer, meeting):
        acts.append(("Approve the minutes", addresses.page("approve", here, meeting)))
    if state == State.APPROVED and unit:
        acts.append(("Correct the minutes", addresses.page("correct", here, meeting)))
    versions = [
        (
            one,
            addresses.page("frozen", here, meeting, one.number, "pdf"),
            addresses.page("frozen", here, meeting, one.number, "html"),
        )
        for one in reading.versions_of(meeting)
    ]
    drafts = state in (State.HELD, State.DRAFT)
    return MinutesSection(
        "minutes",
        "Minutes and pack",
        "minutes/section.html",
        None,
        versions,
        addresses.page("draft", here, meeting) if drafts else "",
        addresses.page("pack", here, meeting),
        acts,
    )
