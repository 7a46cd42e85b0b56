"""What minutes tell at home and in the digest: drafts to read, minutes to approve."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q

from safeloom.domain.meetings.addresses import of_meeting
from safeloom.domain.meetings.models import Meeting
from safeloom.domain.meetings.queries.meetings import with_state
from safeloom.domain.partnership.models import Chairing, SeatHolding
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.today import ENGLAND
from safeloom.kernel.registry import HomeLine
from safeloom.kernel.working_days import is_working_day
from safeloom.systems.minutes import addresses
from safeloom.systems.minutes.models import FrozenMinutes
from safeloom.web.words import date_words


def waiting(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """Minutes that wait: for the chair to approve, for a member to read. 3 queries."""
    if not viewer.may("meeting.see", partnership.pk):
        return []
    rows = Meeting.objects.filter(partnership=partnership)
    return _lines(viewer.person, viewer.day, viewer.rows("meeting.see", rows, partnership.pk))


def digest(person: Person, day: date) -> list[HomeLine]:
    """What waits for a chair, in all partnerships; drafts that are only to be read are told at home. And
    once, on the first working day after, the minutes that were approved."""
    return [*_lines(person, day, Meeting.objects.all(), reads=False), *_approved(person, day)]


def _approved(person: Person, day: date) -> list[HomeLine]:
    """Minutes approved since the working day before `day`, that one included, of groups in which the person
    has a seat or the chair. 1 query."""
    since = day - timedelta(days=1)
    while not is_working_day(since):
        since -= timedelta(days=1)
    first, end = (datetime.combine(each, time(), ENGLAND) for each in (since, day))
    chaired = Chairing.objects.as_at(day).filter(person=person)
    held = SeatHolding.objects.as_at(day).filter(person=person)
    mine = Q(meeting__group__in=chaired.values("group"))
    mine |= Q(meeting__group__in=held.values("seat__group"))
    rows = FrozenMinutes.objects.filter(mine, at__gte=first, at__lt=end).order_by("at")
    return [
        HomeLine(
            f"The minutes of {frozen.meeting.title} are approved",
            of_meeting(frozen.meeting.partnership, frozen.meeting),
            detail=f"Held {date_words(frozen.meeting.day)}",
        )
        for frozen in rows.defer("html", "pdf").select_related(
            "meeting__record", "meeting__partnership"
        )
    ]


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
