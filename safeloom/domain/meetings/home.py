"""What meetings tell at home and in the digest: a person's next meetings, and what the unit is to minute."""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from safeloom.domain.meetings import addresses
from safeloom.domain.meetings.models import Meeting
from safeloom.domain.meetings.queries.meetings import with_state
from safeloom.domain.partnership.models import Chairing, SeatHolding
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.kernel.registry import HomeLine
from safeloom.kernel.written_times import show_time

AHEAD = timedelta(days=60)
# So many days before a meeting it stands in the digest of who meets.
SOON = timedelta(days=3)


def coming(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The next meeting of each group in which somebody holds a seat, or which they chair; for the unit,
    of every group. 1 query."""
    if not viewer.may("meeting.see", partnership.pk):
        return []
    rows = viewer.rows(
        "meeting.see", Meeting.objects.filter(partnership=partnership), partnership.pk
    )
    if not viewer.may_everywhere("meeting.change", partnership.pk):
        rows = rows.filter(_of(viewer.person, viewer.day))
    found: dict = {}
    for meeting in _planned(rows, viewer.day, AHEAD):
        found.setdefault(meeting.group_id, meeting)
    return [_line(meeting) for meeting in found.values()]


def to_minute(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """For the unit: meetings whose day is over and that nobody said were held, and minutes to write.
    1 query."""
    if not viewer.may_everywhere("meeting.change", partnership.pk):
        return []
    rows = with_state(Meeting.objects.filter(partnership=partnership, day__lte=viewer.day))
    waiting = rows.filter(
        Q(state=Meeting.State.HELD) | Q(state=Meeting.State.PLANNED, day__lt=viewer.day)
    )
    return [
        HomeLine(
            f"Write the minutes of {meeting.title}"
            if meeting.state == Meeting.State.HELD
            else f"Say whether {meeting.title} was held",
            addresses.act("minute", partnership, meeting.record.reference)
            if meeting.state == Meeting.State.HELD
            else addresses.of_meeting(partnership, meeting),
        )
        for meeting in waiting.order_by("day")
    ]


def digest(person: Person, day: date) -> list[HomeLine]:
    """The meetings of the next days in all groups in which a person holds a seat, or which they chair."""
    return [
        _line(meeting) for meeting in _planned(Meeting.objects.filter(_of(person, day)), day, SOON)
    ]


def _of(person: Person | None, day: date) -> Q:
    held = SeatHolding.objects.as_at(day).filter(person=person).values("seat__group")
    chaired = Chairing.objects.as_at(day).filter(person=person).values("group")
    return Q(group__in=held) | Q(group__in=chaired)


def _planned(rows: QuerySet[Meeting], day: date, ahead: timedelta) -> QuerySet[Meeting]:
    rows = with_state(rows.filter(day__range=(day, day + ahead)))
    return rows.filter(state=Meeting.State.PLANNED).order_by("day", "start")


def _line(meeting: Meeting) -> HomeLine:
    at = f"at {show_time(meeting.start)}" if meeting.start else ""
    where = ", ".join(filter(None, [at, meeting.place, "online" if meeting.link else ""]))
    url = addresses.of_meeting(meeting.partnership, meeting)
    return HomeLine(meeting.title, url, due=meeting.day, detail=where)
