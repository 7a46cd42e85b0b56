"""Minutes of the invented county: approved, but for the last ones, which wait for their chair."""

from itertools import pairwise
from typing import Any

from safeloom.domain.meetings.models import Meeting
from safeloom.domain.meetings.queries.meetings import with_state
from safeloom.systems.minutes.commands import minutes
from safeloom.systems.minutes.document import content_of, minutes_document


def make(county: Any) -> None:
    """Of each group the last meeting's minutes are in draft; all before were approved at the next."""
    rows = with_state(Meeting.objects.filter(partnership=county.partnership))
    held = list(rows.filter(state=Meeting.State.HELD).order_by("group__principal__name", "-day"))
    by_group: dict[Any, list[Meeting]] = {}
    for meeting in held:
        by_group.setdefault(meeting.group_id, []).append(meeting)
    for meetings in by_group.values():
        for meeting in meetings:
            minutes.circulate(by=None, meeting=meeting)
        for later, meeting in pairwise(meetings):
            shown = content_of(minutes_document(meeting, ""))
            minutes.approve(by=None, meeting=meeting, shown=shown, agreed_at=later, mails=False)
