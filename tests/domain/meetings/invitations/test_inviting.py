"""Invitations as they arrive at a real mail server: who gets which, and what follows a change."""

import re
from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from safeloom.domain.meetings.commands import attendance, invitations, meetings
from safeloom.domain.meetings.models import Invitation, MeetingCalendar
from safeloom.domain.partnership.models import SeatHolding
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.notices import worker
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.notices.smtp import content_of
from safeloom.foundation.today import today
from tests.factories import foundation, partnership
from tests.factories import mail as mail_factory
from tests.factories.meetings import a_meeting, an_item
from tests.factories.papers import restricted
from tests.foundation.notices.servers import Server

DAY = date(2026, 12, 4)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-11-25T10:00:00Z", tick=True):
        yield


@pytest.fixture
def server(settings):
    settings.DEFAULT_FROM_EMAIL = "Vale Partnership <safeloom@vale.example>"
    with Server() as found:
        mail_factory.use(settings, found.port)
        yield found


@pytest.fixture
def vale():
    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def board(vale):
    group = partnership.a_group(vale, "Vale Board")
    for name in ("Ash", "Robin"):
        sits(vale, group, name)
    return group


@pytest.fixture
def meeting(board):
    return a_meeting(board, DAY, start=time(14), end=time(16), place="Town hall")


def sits(vale, group, name: str, start=None, end=None) -> SeatHolding:
    person = partnership.somebody(
        vale, f"{name} Invented", work_email=f"{name.lower()}@vale.example"
    )
    return partnership.seated(
        partnership.a_seat(group, f"Seat of {name}"), person, start=start, end=end
    )


def arrived(server) -> list[tuple[str, str, int, str]]:
    """What came since last asked: to whom, which method, which sequence, when."""
    worker.drain()
    told = []
    for message in server.took:
        (part,) = [each for each in message.walk() if each.get_content_type() == "text/calendar"]
        calendar = Calendar.from_ical(part.get_content())
        assert part.get_param("method") == str(calendar["method"])
        (event,) = calendar.walk("VEVENT")
        assert str(event["attendee"]) == f"mailto:{message['To']}"
        told.append(
            (
                message["To"].partition("@")[0],
                str(calendar["method"]),
                int(event["sequence"]),
                f"{event['dtstart'].dt:%d %H:%M} {event.get('location', '')}".strip(),
            )
        )
    server.took.clear()
    return sorted(told)


def changed(meeting, **to):
    said = {name: getattr(meeting, name) for name in ("day", "start", "end", "place", "link")}
    meetings.change(by=None, meeting=meeting, seen=None, to=meetings.NewMeeting(**said | to))


def test_the_whole_life_of_an_invitation(vale, board, meeting, server) -> None:
    assert invitations.invite(by=None, meeting=meeting) == 2
    assert arrived(server) == [
        ("ash", "REQUEST", 1, "04 14:00 Town hall"),
        ("robin", "REQUEST", 1, "04 14:00 Town hall"),
    ]
    assert invitations.follow_changes() == "" and arrived(server) == []
    # Place and time change together: one more mail each.
    changed(meeting, place="Library", start=time(10), end=time(12))
    assert invitations.follow_changes() == "Invitations: 2 mails queued."
    assert arrived(server) == [
        ("ash", "REQUEST", 2, "04 10:00 Library"),
        ("robin", "REQUEST", 2, "04 10:00 Library"),
    ]
    # One leaves before the day, another comes.
    SeatHolding.objects.filter(person__work_email="robin@vale.example").update(
        end=DAY - timedelta(days=1)
    )
    sits(vale, board, "Wren", start=DAY)
    sits(vale, board, "Later", start=DAY + timedelta(days=1))
    invitations.follow_changes()
    assert arrived(server) == [
        ("robin", "CANCEL", 3, "04 10:00 Library"),
        ("wren", "REQUEST", 3, "04 10:00 Library"),
    ]
    meetings.cancel(by=None, meeting=meeting, reason="About the Heron family")
    invitations.follow_changes()
    assert arrived(server) == [
        ("ash", "CANCEL", 4, "04 10:00 Library"),
        ("wren", "CANCEL", 4, "04 10:00 Library"),
    ]
    meetings.reinstate(by=None, meeting=meeting)
    invitations.follow_changes()
    assert [(who, method, number) for who, method, number, _ in arrived(server)] == [
        ("ash", "REQUEST", 5),
        ("wren", "REQUEST", 5),
    ]
    assert invitations.follow_changes() == ""


def test_moving_the_day_invites_who_holds_the_seats_then(vale, board, meeting, server) -> None:
    SeatHolding.objects.filter(person__work_email="robin@vale.example").update(end=DAY)
    sits(vale, board, "Wren", start=DAY + timedelta(days=1))
    invitations.invite(by=None, meeting=meeting)
    assert [who for who, *_ in arrived(server)] == ["ash", "robin"]
    changed(meeting, day=DAY + timedelta(days=7))
    invitations.follow_changes()
    assert [(who, method) for who, method, *_ in arrived(server)] == [
        ("ash", "REQUEST"),
        ("robin", "CANCEL"),
        ("wren", "REQUEST"),
    ]


def test_a_change_of_what_calendars_are_not_told_sends_nothing(meeting, server) -> None:
    invitations.invite(by=None, meeting=meeting)
    arrived(server)
    changed(meeting, title="Of another name")
    an_item(meeting, "Another item")
    assert invitations.follow_changes() == ""


def test_it_keeps_one_identity_and_tells_nothing_of_what_is_discussed(
    vale, board, meeting, server
) -> None:
    changed(meeting, title="Heron family review")
    an_item(meeting, "Heron")
    restricted(meeting, "Heron", to=())
    invitations.invite(by=None, meeting=meeting)
    changed(meeting, place="Library")
    invitations.follow_changes()
    worker.drain()
    uids = set()
    for message in server.took:
        whole = message.as_string() + "".join(
            str(part.get_content()) for part in message.walk() if not part.is_multipart()
        )
        assert "Heron" not in whole and "heron" not in whole
        uids |= set(re.findall(r"UID:(\S+)", whole))
        text = message.get_body(("plain",)).get_content()
        assert "Meeting of Vale Board" in text and "4 December 2026" in text
        others = {"ash@vale.example", "robin@vale.example"} - {str(message["To"])}
        assert not any(other in whole for other in others)
    assert len(server.took) == 4 and len(uids) == 1


def test_who_is_in_attendance_is_invited_where_an_address_is_given(meeting, server) -> None:
    attendance.add_in_attendance(
        by=None, meeting=meeting, name="Guest", role="Presents", email="Guest@else.example"
    )
    attendance.add_in_attendance(by=None, meeting=meeting, name="Nobody")
    assert invitations.invite(by=None, meeting=meeting) == 3
    assert [who for who, *_ in arrived(server)] == ["ash", "guest", "robin"]
    row = meeting.in_attendance.get(name="Guest")
    attendance.remove_in_attendance(by=None, row=row)
    invitations.follow_changes()
    assert [(who, method) for who, method, *_ in arrived(server)] == [("guest", "CANCEL")]


def test_a_mail_is_the_same_bytes_whenever_it_is_sent_again(meeting) -> None:
    invitations.invite(by=None, meeting=meeting)
    mail = Mail.objects.order_by("to").first()
    assert content_of(mail) == content_of(Mail.objects.get(pk=mail.pk))


def test_a_mail_that_was_cut_off_is_in_doubt_and_no_second_one_follows(meeting, settings) -> None:
    with Server(lambda number: "cut") as server:
        mail_factory.use(settings, server.port)
        invitations.invite(by=None, meeting=meeting)
        worker.drain()
        invitations.follow_changes()
        worker.drain()
    assert {mail.state for mail in Mail.objects.all()} == {"in-doubt"}
    assert max(server.ids.values()) == 1


def test_what_is_refused_and_what_is_over(vale, board, meeting) -> None:
    meetings.cancel(by=None, meeting=meeting, reason="Snow")
    with pytest.raises(ValidationError, match="still to come"):
        invitations.invite(by=None, meeting=meeting)
    other = a_meeting(board, today() + timedelta(days=1), place="Town hall")
    invitations.invite(by=None, meeting=other)
    many = Mail.objects.count()
    with time_machine.travel("2026-11-27T10:00:00Z"):
        SeatHolding.objects.all().update(end=date(2026, 11, 1))
        assert invitations.follow_changes() == "" and Mail.objects.count() == many
        with pytest.raises(ValidationError, match="still to come"):
            invitations.invite(by=None, meeting=other)


def test_sending_is_audited_and_twice_sends_once(meeting) -> None:
    invitations.invite(by=None, meeting=meeting)
    assert invitations.invite(by=None, meeting=meeting) == 0
    assert Mail.objects.count() == Invitation.objects.count() == 2
    row = AuditRow.objects.filter(verb="meeting.invite").first()
    assert row.record == meeting.record and row.after == {"mails": 2}
    assert MeetingCalendar.objects.get().sequence == 1


def test_the_tick_follows_and_asks_as_often_for_three_as_for_one(board, meeting) -> None:
    invitations.invite(by=None, meeting=meeting)
    asked = []
    for number in (1, 2):
        with CaptureQueriesContext(connection) as captured:
            assert invitations.follow_changes() == ""
        asked.append(len(captured))
        other = a_meeting(board, DAY + timedelta(days=number))
        invitations.invite(by=None, meeting=other)
    assert asked[0] == asked[1]
    changed(meeting, place="Library")
    call_command("tick")
    assert Mail.objects.filter(subject__startswith="Changed").count() == 2
