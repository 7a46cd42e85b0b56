"""What meetings tell at home and in the digest."""

from datetime import timedelta

from safeloom.domain.meetings.commands import meetings
from safeloom.domain.meetings.home import digest
from safeloom.foundation.today import today
from tests.factories import foundation
from tests.factories import meetings as make
from tests.factories import partnership as made


def test_a_member_is_told_the_next_meeting_of_their_group_and_no_other(vale, client):
    made.seated(made.a_seat(vale.board), vale.ada)
    foundation.grant(vale.ada.principal, "group-member", vale.here, over=vale.board.principal)
    soon = make.a_meeting(vale.series, today() + timedelta(days=2))
    make.a_meeting(vale.series, today() + timedelta(days=9), title="The one after")
    make.a_meeting(vale.learning, today() + timedelta(days=1), title="Another group’s")
    client.force_login(foundation.account(vale.ada))
    page = client.get("/vale/").content.decode()
    assert soon.title in page and "The one after" not in page and "Another group’s" not in page
    assert [line.words for line in digest(vale.ada, today())] == [soon.title]
    meetings.cancel(by=None, meeting=soon, reason="Snow")
    assert digest(vale.ada, today()) == []


def test_the_unit_is_told_what_is_to_be_minuted(vale, manager):
    late = make.a_meeting(vale.series, today() - timedelta(days=2))
    held = make.held(make.a_meeting(vale.board, today() - timedelta(days=1)))
    page = manager.get("/vale/").content.decode()
    assert f"Say whether {late.title} was held" in page
    assert f"Write the minutes of {held.title}" in page
