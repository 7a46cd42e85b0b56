"""What somebody types as a name cannot add to a mail or to a calendar, nor keep either from arriving."""

from datetime import date, time

import pytest
import time_machine
from icalendar import Calendar

from safeloom.domain.meetings.commands import invitations
from safeloom.domain.meetings.models import Meeting
from safeloom.foundation.identity.models import Partnership, Principal
from safeloom.foundation.notices import worker
from tests.factories import foundation, partnership
from tests.factories import mail as mail_factory
from tests.factories.meetings import a_meeting
from tests.foundation.notices.servers import Server

pytestmark = pytest.mark.django_db
NAMES = {
    "lines": "Board\r\nBcc: all@elsewhere.example\r\n\r\nRead this",
    "unseen": "Bo\u00adard\u200b of\u00a0all",
    "quoted": 'A "quoted" board; of: all, and\\more',
    "long": "B" * 200,
    "wide": "Bwrdd ŵ 委员会",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@time_machine.travel("2026-11-25T10:00:00Z")
def test_an_invitation_arrives_whole_and_goes_to_nobody_else(settings, name: str) -> None:
    vale = foundation.partnership("vale")
    board = partnership.a_group(vale)
    person = partnership.somebody(vale, work_email="ash@vale.example")
    partnership.seated(partnership.a_seat(board), person)
    meeting = a_meeting(board, date(2026, 12, 4), start=time(14), place="Hall")
    # Past every form and command, so that this wall is met.
    Principal.objects.filter(pk=board.pk).update(name=name)
    Partnership.objects.update(name=name)
    Meeting.objects.update(place=f"Hall {name}"[:200])
    meeting = Meeting.objects.get(pk=meeting.pk)
    with Server() as server:
        mail_factory.use(settings, server.port)
        assert invitations.invite(by=None, meeting=meeting) == 1
        worker.drain()
    (mail,) = server.took
    assert mail["To"] == "ash@vale.example" and mail["Bcc"] is None
    subject = mail["Subject"].strip()  # where a long one is folded, a space comes back
    assert subject.startswith(f"Meeting of {name[:2]}") and subject.endswith(", 4 December 2026")
    assert len(subject) <= 200
    (part,) = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
    (event,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
    assert set(event) <= {
        *("UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "DTSTART", "LOCATION", "DESCRIPTION"),
        *("ORGANIZER", "ATTENDEE", "STATUS"),
    }
    assert str(event["ATTENDEE"]) == "mailto:ash@vale.example"
