"""A meeting's file, and the address at which somebody's own calendar asks."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from safeloom.domain.meetings.commands import meetings
from safeloom.domain.meetings.models import CalendarFeed
from safeloom.domain.partnership.commands import people
from safeloom.domain.partnership.models import DirectoryEntry, SeatHolding
from safeloom.foundation.access.models import Grant
from safeloom.foundation.identity.models import Account, Membership
from safeloom.foundation.today import today
from tests.domain.meetings.papers.conftest import signed_in, text
from tests.factories import foundation, partnership
from tests.factories.meetings import a_meeting
from tests.factories.papers import restricted

pytestmark = pytest.mark.django_db


@pytest.fixture
def vale():
    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def board(vale):
    return partnership.a_group(vale, "Vale Board")


@pytest.fixture
def meeting(board):
    return a_meeting(
        board, today() + timedelta(days=9), start=time(14), place="Town hall", title="Heron"
    )


@pytest.fixture
def member(vale, board):
    client = signed_in("group-member", vale, over=board)
    people.enter(by=None, partnership=vale, person=client.person, start=None)
    partnership.seated(partnership.a_seat(board, "Health"), client.person)
    return client


def summaries(answer) -> list[str]:
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    return [str(event["summary"]) for event in calendar.walk("VEVENT")]


def address(client) -> str:
    page = client.post("/account/calendar/", {"make": "yes"}).content.decode()
    return "/calendar/" + page.partition("/calendar/")[2].partition("<")[0]


def test_one_meeting_is_taken_by_who_sees_it(vale, board, meeting, member) -> None:
    url = f"/vale/meetings/{meeting.record.reference}/calendar.ics"
    assert summaries(member.get(url)) == ["Meeting of Vale Board"]
    stranger = signed_in("group-member", vale, over=partnership.a_group(vale, "Other"))
    assert stranger.get(url).status_code == 404
    meetings.cancel(by=None, meeting=meeting, reason="Snow")
    assert member.get(url).status_code == 404


def test_an_own_address_shows_that_a_group_meets_and_when_alone(
    vale, board, meeting, member
) -> None:
    restricted(meeting, "Heron")
    a_meeting(partnership.a_group(vale, "Other"), today())
    url = address(member)
    answer = Client().get(url)
    assert summaries(answer) == ["Meeting of Vale Board"]
    said = answer.content.decode()
    for secret in ("Heron", "Town hall", "Sealed", "Restricted", "/vale/"):
        assert secret not in said
    assert "DTSTART:" in said
    assert CalendarFeed.objects.get().digest not in url


def test_it_is_shown_once_replaced_and_taken_back(member, meeting) -> None:
    first = address(member)
    assert first not in member.get("/account/calendar/").content.decode()
    second = address(member)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    page = member.post("/account/calendar/", {"end": "yes"})
    assert "You have no address yet" in text(page)
    assert Client().get(second).status_code == 404
    assert Client().get("/calendar/never-was/").status_code == 404


def test_it_ends_with_the_account_and_with_leaving(vale, board, meeting, member) -> None:
    url = address(member)
    Account.objects.filter(person=member.person).update(is_active=False)
    assert Client().get(url).status_code == 404
    Account.objects.filter(person=member.person).update(is_active=True)
    assert Client().get(url).status_code == 200
    day = today() - timedelta(days=1)
    SeatHolding.objects.update(end=day)
    assert summaries(Client().get(url)) == []
    Grant.objects.filter(principal=member.person.principal).update(end=day)
    DirectoryEntry.objects.update(end=day)
    Membership.objects.filter(member=member.person.principal).update(end=day)
    assert Client().get(url).status_code == 404


def test_the_unit_sends_invitations_and_sees_who_was_told(vale, meeting, member) -> None:
    unit = signed_in("coordinator", vale)
    at = f"/vale/meetings/{meeting.record.reference}/"
    assert "Send invitations" in text(unit.get(at))
    assert "Send invitations" not in text(member.get(at))
    asked = text(unit.get(f"{at}invite/"))
    assert "1 person gets a mail" in asked
    page = text(unit.post(f"{at}invite/", follow=True))
    assert "The invitations are on their way." in page and "Invited" in page
    assert "Send invitations" not in page
    assert "Invited" not in text(member.get(at))


@pytest.mark.parametrize("what", ["page", "feed"])
def test_it_asks_as_often_with_three_as_with_one(vale, board, meeting, member, what) -> None:
    url = address(member)
    unit = signed_in("coordinator", vale)
    at = f"/vale/meetings/{meeting.record.reference}/"
    a_meeting(board, today() + timedelta(days=19))
    asked = []
    unit.get(at)  # what needs them is counted now and then
    for number in range(2):
        with CaptureQueriesContext(connection) as captured:
            answer = unit.get(at) if what == "page" else Client().get(url)
            assert answer.status_code == 200
        asked.append(len(captured))
        for more in range(2):
            person = partnership.somebody(vale, f"Wren {number}{more}")
            partnership.seated(partnership.a_seat(board, f"{number}{more}"), person)
            a_meeting(board, today() + timedelta(days=20 + number * 2 + more))
    assert asked[0] == asked[1]
