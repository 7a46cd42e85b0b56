"""What there is of a meeting's minutes, and who may approve them."""

from datetime import date

from safeloom.domain.meetings.models import Meeting
from safeloom.domain.meetings.queries.meetings import OVER, with_state
from safeloom.domain.partnership.models import Chairing
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Person
from safeloom.systems.minutes.models import FrozenMinutes


def versions_of(meeting: Meeting) -> list[FrozenMinutes]:
    """The approved versions, the newest first, without their bytes."""
    rows = FrozenMinutes.objects.filter(meeting=meeting).defer("html", "pdf")
    return list(rows.select_related("by__principal", "agreed_at__record"))


def frozen(meeting: Meeting, number: int) -> FrozenMinutes | None:
    """An approved version with its bytes."""
    return FrozenMinutes.objects.filter(meeting=meeting, number=number).first()


def chairs(person: Person | None, meeting: Meeting, day: date) -> bool:
    """Whether a person chairs the meeting's group on a day."""
    if person is None:
        return False
    rows = Chairing.objects.as_at(day).filter(group_id=meeting.group_id, person=person)
    return rows.filter(part=Chairing.Part.CHAIR).exists()


def may_approve(viewer: Viewer, meeting: Meeting) -> bool:
    """Whether the viewer may approve minutes: the unit, or the chair of the group."""
    unit = viewer.may("meeting.change", meeting.partnership_id, meeting)
    return unit or chairs(viewer.person, meeting, viewer.day)


def later_meetings(meeting: Meeting) -> list[tuple[str, str]]:
    """The meetings of the same series or group after this one that were held, as choices."""
    same = {"series": meeting.series} if meeting.series else {"group": meeting.group}
    rows = with_state(Meeting.objects.filter(**same, day__gt=meeting.day))
    rows = rows.filter(state__in=OVER).order_by("day")
    return [(str(later.pk), later.title) for later in rows]


def meeting_of(key: str) -> Meeting | None:
    """The meeting of a choice."""
    return Meeting.objects.filter(pk=key).first() if key else None
