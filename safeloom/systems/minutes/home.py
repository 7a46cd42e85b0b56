"""What minutes tell at home and in the digest: drafts to read, minutes to approve."""

from datetime import date, datetime

from django.db.models import Q

from safeloom.domain.meetings.models import Meeting
from safeloom.domain.meetings.queries.meetings import with_state
from safeloom.domain.partnership.models import Chairing, SeatHolding
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.kernel.registry import HomeLine
from safeloom.systems.minutes import addresses
from safeloom.web.words import date_words


def waiting(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """Minutes that wait: for the chair to approve, for a member to read. 3 queries."""
    if not viewer.may("meeting.see", partnership.pk):
        return []
    rows = Meeting.objects.filter(partnership=partnership)
    return _lines(viewer.person, viewer.day, viewer.rows("meeting.see", rows, partnership.pk))


def digest(person: Person, day: date) -> list[HomeLine]:
    """What waits for a chair, in all partnerships; what is only to be read is told at home."""
    return _lines(person, day, Meeting.objects.all(), reads=False)


def _lines(person: Person | None, day: date, rows, *, reads: bool = True) -> list[HomeLine]:
    if person is None:
        return []
    chaired = Chairing.objects.as_at(day).filter(person=person, part=Chairing.Part.CHAIR)
    held = SeatHolding.objects.as_at(day).filter(person=person)
    mine = Q(group__in=chaired.values("group")) | Q(group__in=held.values("seat__group"))
    drafts = with_state(rows.filter(mine)).filter(state=Meeting.State.DRAFT).order_by("day")
    chairs = set(chaired.values_list("group_id", flat=True))
    lines = []
    for meeting in drafts:
        if meeting.group_id in chairs:
            url = addresses.page("approve", meeting.partnership, meeting)
            words = f"Approve the minutes of {meeting.title}"
        elif reads:
            url = addresses.page("draft", meeting.partnership, meeting)
            words = f"Read the draft minutes of {meeting.title}"
        else:
            continue
        lines.append(HomeLine(words, url, detail=f"Held {date_words(meeting.day)}"))
    return lines
