"""Telling calendars of a meeting, and of what changes about it; a person's own calendar address."""

import secrets
from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.meetings import addresses
from safeloom.domain.meetings.calendar_files import Method, invitation
from safeloom.domain.meetings.models import CalendarFeed, Invitation, Meeting, MeetingCalendar
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.domain.meetings.queries.invited import (
    Guest,
    digest_of,
    entry_of,
    followed,
    guests,
    mark_of,
)
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.notices.commands import queue_mail
from safeloom.foundation.notices.content import Attachment, subject_of
from safeloom.foundation.notices.links import site_address
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date
from safeloom.kernel.written_times import show_time

State = Meeting.State


@transaction.atomic
def invite(*, by: Person | None, meeting: Meeting) -> int:
    """Send invitations to a planned meeting; from then on whoever was told is told of changes, whoever
    comes to hold a seat is invited, and whoever no longer does is told that it is cancelled for them. How
    many were told. Raises `ValidationError`."""
    in_turn(meeting.record)
    if queries.state_of(meeting) != State.PLANNED or meeting.day < today():
        raise ValidationError("Invitations are sent to a meeting that is still to come.")
    calendar, _ = MeetingCalendar.objects.get_or_create(meeting=meeting)
    many = _tell(calendar, _stated(meeting))
    audit.write(by=by, verb="meeting.invite", record=meeting.record, after={"mails": many})
    return many


def follow_changes() -> str:
    """Tell calendars what has changed about the meetings to come to which invitations were sent: for the
    tick. 5 queries where nothing has."""
    calendars = followed(today())
    wanted = guests([calendar.meeting for calendar in calendars])
    told: dict[object, set[str]] = {}
    rows = Invitation.objects.filter(meeting__in=list(wanted), stands=True)
    for key, to in rows.values_list("meeting", "to"):
        told.setdefault(key, set()).add(to)
    many = 0
    for calendar in calendars:
        meeting = calendar.meeting
        if meeting.state not in (State.PLANNED, State.CANCELLED):
            continue
        to_tell = _addresses(meeting, wanted[meeting.pk])
        if calendar.told != mark_of(meeting) or told.get(meeting.pk, set()) != set(to_tell):
            many += _follow(meeting)
    return f"Invitations: {many} mails queued." if many else ""


@transaction.atomic
def make_feed(*, by: Person) -> str:
    """Make the address at which one's own calendar asks for one's meetings, in the place of an earlier one;
    the secret in it, which is shown once."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        person=by, defaults={"digest": digest_of(secret), "made": datetime.now(UTC)}
    )
    audit.write(by=by, verb="calendar.make", subject=f"person {by.pk}")
    return secret


@transaction.atomic
def end_feed(*, by: Person) -> None:
    """Take one's own calendar address back: it shows nothing from now on."""
    if CalendarFeed.objects.filter(person=by).delete()[0]:
        audit.write(by=by, verb="calendar.end", subject=f"person {by.pk}")


@transaction.atomic
def _follow(meeting: Meeting) -> int:
    in_turn(meeting.record)
    calendar = MeetingCalendar.objects.get(meeting=meeting)
    many = _tell(calendar, _stated(meeting))
    if many:
        audit.write(
            by=None, verb="meeting.follow_invitations", record=meeting.record, after={"mails": many}
        )
    return many


def _stated(meeting: Meeting) -> Meeting:
    return queries.with_state(Meeting.objects.filter(pk=meeting.pk)).get()


def _addresses(meeting: Meeting, told: list[Guest]) -> dict[str, Guest]:
    """Who is to have the meeting in their calendar now, by address."""
    if meeting.state == State.CANCELLED:
        return {}
    return {guest.to: guest for guest in told if guest.to}


def _tell(calendar: MeetingCalendar, meeting: Meeting) -> int:
    """One round of mails: to whoever is to be told of what is not as they were told. Within the
    transaction that holds the meeting."""
    mark = mark_of(meeting)
    wanted = _addresses(meeting, guests([meeting])[meeting.pk])
    standing = {one.to: one for one in meeting.invitations.select_related("person")}
    changed = calendar.told != mark
    sequence = calendar.sequence + 1
    many = 0
    for to, guest in wanted.items():
        one = standing.get(to)
        if one is None:
            one = Invitation(meeting=meeting, to=to, stands=False)
        if not one.stands or changed:
            one.person = guest.person
            many += _mail(one, meeting, Method.REQUEST, sequence)
    for to, one in standing.items():
        if one.stands and to not in wanted:
            many += _mail(one, meeting, Method.CANCEL, sequence)
    calendar.told = mark
    calendar.sequence = sequence if many else calendar.sequence
    calendar.save(update_fields=["told", "sequence"])
    return many


def _mail(one: Invitation, meeting: Meeting, method: Method, sequence: int) -> int:
    """Queue a mail to one address and write down what it was told; how many were queued."""
    again = one.stands and not one._state.adding
    one.stands, one.sequence, one.at = method == Method.REQUEST, sequence, datetime.now(UTC)
    entry = entry_of(meeting, sequence=sequence)
    organiser = (meeting.partnership.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    file = invitation(entry, method=method, organiser=organiser, to=one.to, written=one.at)
    subject, text = _words(meeting, method, again)
    try:
        queue_mail(
            key=f"invitation {one.pk} {sequence}",
            kind="meeting-invitation",
            to=one.to,
            subject=subject,
            text=text,
            partnership=meeting.partnership,
            person=one.person,
            attachment=Attachment(f"text/calendar; method={method.value}", "meeting.ics", file),
        )
    except ValidationError:  # an address that no mail server takes: shown as not told
        return 0
    one.save()
    return 1


def _words(meeting: Meeting, method: Method, again: bool) -> tuple[str, str]:
    """What the mail says: the group, when and where, and nothing of what it is about."""
    said, named = "Meeting of ", meeting.group.name
    called = f"{said}{named}"
    times = " to ".join(show_time(at) for at in (meeting.start, meeting.end) if at)
    when = show_date(meeting.day) + (f", {times}" if times else "")
    begin = "Changed: " if again else ""
    if method == Method.CANCEL:
        cancelled = meeting.state == State.CANCELLED
        words = "It is cancelled." if cancelled else "You are no longer invited to it."
        return subject_of(f"Cancelled: {said}", named), f"{called}\n{when}\n\n{words}\n"
    lines = [called, when, meeting.place, meeting.link]
    page = site_address(addresses.of_meeting(meeting.partnership, meeting))
    text = "\n".join(filter(None, lines)) + f"\n\nSign in for the agenda and papers:\n{page}\n"
    return subject_of(f"{begin}{said}", named, f", {show_date(meeting.day)}"), text
