"""Who is to be told of meetings, and what calendars are told."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from safeloom.domain.meetings import addresses
from safeloom.domain.meetings.calendar_files import Entry
from safeloom.domain.meetings.models import CalendarFeed, InAttendance, Meeting, MeetingCalendar
from safeloom.domain.meetings.queries.meetings import not_cancelled, with_state
from safeloom.domain.partnership.models import Chairing, SeatHolding
from safeloom.foundation.identity.models import Person
from safeloom.foundation.notices.links import site_address

BACK = timedelta(days=31)  # how long a meeting that is over stays in a person's calendar


@dataclass(frozen=True)
class Guest:
    """Somebody who is to be told: `to` is empty where no address is known."""

    name: str
    what: str
    to: str
    person: Person | None


def guests(meetings: Collection[Meeting]) -> dict[UUID, list[Guest]]:
    """By meeting who is to be told of it: who holds a seat of its group or chairs it on its day, and who is
    named as being in attendance; each address once. 3 queries, however many meetings."""
    groups = {meeting.group_id for meeting in meetings}
    days = [meeting.day for meeting in meetings]
    within = (min(days, default=None), max(days, default=None))
    with_person = ("person__principal", "person__account")
    seats = SeatHolding.objects.overlapping(*within).filter(seat__group__in=groups)
    chairs = Chairing.objects.overlapping(*within).filter(group__in=groups)
    others = InAttendance.objects.filter(meeting__in=[meeting.pk for meeting in meetings])
    named: dict[UUID, list[InAttendance]] = {}
    for one in others:
        named.setdefault(one.meeting_id, []).append(one)
    held: dict[UUID, list[tuple[SeatHolding | Chairing, str]]] = {}
    for seat in seats.select_related("seat", *with_person).order_by("seat__title"):
        held.setdefault(seat.seat.group_id, []).append((seat, seat.seat.title))
    for chair in chairs.select_related(*with_person):
        held.setdefault(chair.group_id, []).append((chair, chair.get_part_display()))
    found = {}
    for meeting in meetings:
        told = [
            Guest(one.person.name, what, address_of(one.person), one.person)
            for one, what in held.get(meeting.group_id, ())
            if one.holds(meeting.day)
        ]
        told += [
            Guest(one.name, one.role or "In attendance", one.email, None)
            for one in named.get(meeting.pk, ())
        ]
        found[meeting.pk] = _each_once(told)
    return found


def address_of(person: Person) -> str:
    """Where a person gets mail: at the address they sign in with, else at work."""
    account = getattr(person, "account", None)
    return (account.email if account and account.is_active else person.work_email).lower()


def followed(day: date) -> Sequence[MeetingCalendar]:
    """The meetings of a day or later to which invitations were sent, each meeting with its state."""
    calendars = MeetingCalendar.objects.filter(meeting__day__gte=day)
    meetings = with_state(Meeting.objects.filter(calendar__in=calendars)).in_bulk()
    found = list(calendars)
    for calendar in found:
        calendar.meeting = meetings[calendar.meeting_id]
    return found


def entry_of(meeting: Meeting, *, sequence: int = 0, whole: bool = True) -> Entry:
    """A meeting as calendars are told it: by its group alone; with `whole` where it is too."""
    page = site_address(addresses.of_meeting(meeting.partnership, meeting))
    return Entry(
        uid=f"{meeting.pk}@{settings.MAIL_DOMAIN}",
        title=f"Meeting of {meeting.group.name}",
        day=meeting.day,
        start=meeting.start,
        end=meeting.end,
        place=meeting.place if whole else "",
        link=meeting.link if whole else "",
        page=page if whole else "",
        sequence=sequence,
    )


def mark_of(meeting: Meeting) -> str:
    """A hash of all that calendars are told of a meeting: another one, where something changed."""
    said = repr((entry_of(meeting), meeting.state == Meeting.State.CANCELLED))
    return hashlib.sha256(said.encode()).hexdigest()


def own_meetings(person: Person, day: date) -> list[Meeting]:
    """The meetings from a month before a day on at which a person has a seat or the chair on the day of the
    meeting, but for those that are cancelled. 3 queries."""
    since = day - BACK
    mine = {"person": person}
    seats = SeatHolding.objects.overlapping(since, None).filter(**mine).select_related("seat")
    chairs = Chairing.objects.overlapping(since, None).filter(**mine)
    held = [(one.seat.group_id, one) for one in seats] + [(one.group_id, one) for one in chairs]
    rows = not_cancelled(Meeting.objects.filter(day__gte=since)).select_related("calendar")
    rows = rows.filter(Q(group__in={group for group, _ in held})).order_by("day", "pk")
    return [
        meeting
        for meeting in rows
        if any(group == meeting.group_id and one.holds(meeting.day) for group, one in held)
    ]


def sequence_of(meeting: Meeting) -> int:
    """How often calendars were told of a meeting. No query where its calendar was read with it."""
    calendar = getattr(meeting, "calendar", None)
    return calendar.sequence if calendar else 0


def feed_of(person: Person) -> CalendarFeed | None:
    """A person's calendar address, if they made one."""
    return CalendarFeed.objects.filter(person=person).first()


def feed_with(secret: str) -> CalendarFeed | None:
    """Whose address holds a secret; None where it is nobody's, or no longer."""
    rows = CalendarFeed.objects.select_related("person__principal", "person__account")
    return rows.filter(digest=digest_of(secret)).first()


def digest_of(secret: str) -> str:
    """What is kept of the secret in an address."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _each_once(told: list[Guest]) -> list[Guest]:
    found: dict[object, Guest] = {}
    for guest in told:
        found.setdefault(guest.to or (guest.person.pk if guest.person else guest.name), guest)
    return list(found.values())
