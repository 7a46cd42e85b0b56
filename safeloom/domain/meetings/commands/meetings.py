"""Planning a meeting, and what becomes of it."""

from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.meetings.commands import checks
from safeloom.domain.meetings.commands.agenda import can_be_minuted, drawn_up, keep_lines
from safeloom.domain.meetings.commands.steps import move_on
from safeloom.domain.meetings.models import Meeting, MeetingSeries, MeetingStep
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.domain.partnership.models import Group
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date

State = Meeting.State


@dataclass(frozen=True, kw_only=True)
class NewMeeting:
    """What is said of a meeting. It is of a series, or of a group alone; `series` and `group` are not
    read by a change. Without a title it is called after its series or group, and its day."""

    day: date
    series: MeetingSeries | None = None
    group: Group | None = None
    title: str = ""
    start: time | None = None
    end: time | None = None
    place: str = ""
    link: str = ""


@transaction.atomic
def add(*, by: Person | None, partnership: Partnership, new: NewMeeting) -> Meeting:
    """Plan a meeting and draw its agenda up: the standing items of its series, and what was left open
    at the meeting before. Refused where the same series meets on that day already."""
    series, group = new.series, new.series.group if new.series else new.group
    if group is None:
        raise ValidationError({"group": "Select the group."})
    checks.group(partnership, group)
    if series:
        in_turn(series.record)
        if series.ended and new.day > series.ended:
            raise ValidationError({"day": f"The series ended on {show_date(series.ended)}."})
    meeting = _fill(Meeting(partnership=partnership, group=group, series=series), new)
    _alone(meeting)
    meeting.record = open_record(
        partnership=partnership,
        kind="meeting",
        prefix="MT",
        title=_title(meeting, new.title),
    )
    meeting.save()
    drawn_up(meeting)
    audit.write(by=by, verb="meeting.add", record=meeting.record, after=audit.fields_of(meeting))
    return meeting


@transaction.atomic
def change(*, by: Person | None, meeting: Meeting, seen: int | None, to: NewMeeting) -> Meeting:
    """Change when and where a meeting is, or what it is called. Raises `Stale`."""
    next_revision(meeting.record, seen)
    in_turn(meeting.record)
    can_be_minuted(meeting)
    follows_its_day = to.title in ("", _title(meeting, ""))
    with audit.changing(
        meeting, meeting.record, by=by, verb="meeting.change", record=meeting.record
    ):
        _fill(meeting, to)
        _alone(meeting)
        meeting.record.title = _title(meeting, "" if follows_its_day else to.title)
        meeting.record.save(update_fields=["title"])
        meeting.save()
    return meeting


@transaction.atomic
def cancel(*, by: Person | None, meeting: Meeting, reason: str) -> MeetingStep:
    """Cancel a planned meeting, with the reason, which whoever was invited is told."""
    said = checks.words(reason, "reason", "why it is cancelled", most=300)
    return move_on(
        by=by,
        meeting=meeting,
        since={State.PLANNED},
        to=State.CANCELLED,
        verb="meeting.cancel",
        reason=said,
    )


@transaction.atomic
def reinstate(*, by: Person | None, meeting: Meeting) -> MeetingStep:
    """Plan a cancelled meeting again."""
    _alone(meeting)
    return move_on(
        by=by,
        meeting=meeting,
        since={State.CANCELLED},
        to=State.PLANNED,
        verb="meeting.reinstate",
    )


@transaction.atomic
def hold(*, by: Person | None, meeting: Meeting) -> MeetingStep:
    """Say that a meeting was held, or is being held; what its agenda takes from elsewhere stays as it is
    now. Refused before its day."""
    if meeting.day > today():
        raise ValidationError(f"It is on {show_date(meeting.day)}: change its day if it is today.")
    held = move_on(
        by=by, meeting=meeting, since={State.PLANNED}, to=State.HELD, verb="meeting.hold"
    )
    keep_lines(meeting, list(meeting.agenda.all()))
    return held


def _fill(meeting: Meeting, said: NewMeeting) -> Meeting:
    checks.times(said.start, said.end)
    meeting.day, meeting.start, meeting.end = said.day, said.start, said.end
    meeting.place = " ".join(said.place.split())
    meeting.link = checks.address(said.link, "link")
    return meeting


def _title(meeting: Meeting, title: str) -> str:
    called = meeting.series.title if meeting.series else meeting.group.name
    said = " ".join(title.split()) or f"{called}, {show_date(meeting.day)}"
    return checks.words(said, "title", "what the meeting is called")


def _alone(meeting: Meeting) -> None:
    """Refuse a second meeting of a series on a day."""
    if meeting.series is None:
        return
    same = Meeting.objects.filter(series=meeting.series, day=meeting.day).exclude(pk=meeting.pk)
    other = queries.not_cancelled(same).first()
    if other:
        raise ValidationError(
            {"day": f"The series meets on that day already: {other.record.reference}."}
        )
