"""Marking who was there, seat by seat."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.meetings.commands import attendance
from safeloom.domain.meetings.models import SeatAttendance
from safeloom.domain.meetings.queries.attendance import quorum_of, seat_rows
from safeloom.domain.partnership.commands import agency_places
from safeloom.foundation.today import today
from tests.factories import meetings as make
from tests.factories import partnership as made

DAY = timedelta(days=1)


@pytest.fixture
def table(vale):
    """Two seats of one title at the board: the council's, held by Ada, and the vacant one of the trust."""
    council = made.an_agency(vale.here, "Vale Council", "local-authority")
    trust = made.an_agency(vale.here, "Vale Trust", "nhs-provider")
    vale.council = council
    vale.one = made.a_seat(vale.board, "Safeguarding lead", agency=council, statutory=True)
    vale.two = made.a_seat(vale.board, "Safeguarding lead", agency=trust)
    made.seated(vale.one, vale.ada)
    vale.meeting = make.a_meeting(vale.series)
    return vale


def test_two_seats_of_one_title_are_told_apart_and_marked_apart(table):
    make.marked(table.meeting, table.one, "attended")
    rows = seat_rows(table.meeting)
    assert [(row.called, row.state) for row in rows] == [
        ("Safeguarding lead, Vale Council, Ada Penhallow", "attended"),
        ("Safeguarding lead, Vale Trust, vacant", ""),
    ]


def test_seats_are_those_of_the_day(table):
    made.a_seat(table.board, "From tomorrow", start=today() + DAY)
    made.a_seat(table.board, "Until yesterday", end=today() - DAY)
    titles = [row.seat.title for row in seat_rows(table.meeting)]
    assert titles == ["Safeguarding lead"] * 2


def test_a_seat_that_was_marked_stays_though_it_is_closed_for_that_day_later(table):
    from safeloom.domain.partnership.commands import seats

    make.marked(table.meeting, table.two, "absent")
    seats.close(by=None, seat=table.two, seen=None, day=today() - DAY)
    assert [row.state for row in seat_rows(table.meeting)] == ["", "absent"]


@pytest.mark.parametrize(
    ("state", "deputy", "field"),
    [("deputy", " ", "deputy"), ("attended", "Sam", "state"), ("late", "", "state")],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(table, state, deputy, field):
    good = attendance.Mark(seat=table.two.pk, state="absent")
    bad = attendance.Mark(seat=table.one.pk, state=state, deputy=deputy)
    with pytest.raises(ValidationError) as refused:
        attendance.mark(by=None, meeting=table.meeting, marks=[good, bad])
    assert list(refused.value.message_dict) == [f"{field}-{table.one.pk}"]
    assert not SeatAttendance.objects.exists()


def test_apologies_come_before_the_day_and_nobody_attends_before_it(table):
    coming = make.a_meeting(table.series, today() + DAY)
    make.marked(coming, table.one, "apologies")
    with pytest.raises(ValidationError, match="the day of the meeting"):
        make.marked(coming, table.two, "attended")


def test_what_somebody_else_marked_meanwhile_is_told_and_kept(table):
    make.marked(table.meeting, table.one, "apologies")
    answer = attendance.mark(
        by=None,
        meeting=table.meeting,
        marks=[
            attendance.Mark(seat=table.one.pk, state="attended"),
            attendance.Mark(seat=table.two.pk, state="absent"),
        ],
    )
    assert answer.saved == 1 and [clash.row.state for clash in answer.clashes] == ["apologies"]
    assert [row.state for row in seat_rows(table.meeting)] == ["apologies", "absent"]
    again = make.marked(table.meeting, table.one, "attended", seen=1)
    assert again.saved == 1 and not again.clashes


def test_who_marks_the_same_is_no_clash(table):
    make.marked(table.meeting, table.one, "deputy", "Sam Field")
    answer = make.marked(table.meeting, table.one, "deputy", " Sam  Field ")
    assert answer.saved == 0 and not answer.clashes


def test_the_quorum_says_which_partner_is_missing(table):
    table.series.quorum = "each-partner"
    table.series.save()
    police = made.an_agency(table.here, "Vale Constabulary", "police")
    for agency, kind in ((table.council, "local-authority"), (police, "police")):
        agency_places.make_partner(by=None, agency=agency, partner=kind, start=None)
    found = quorum_of(table.meeting, seat_rows(table.meeting))
    assert found.missing == ("Vale Council", "Vale Constabulary")
    make.marked(table.meeting, table.one, "deputy", "Sam Field")
    found = quorum_of(table.meeting, seat_rows(table.meeting))
    assert found.missing == ("Vale Constabulary",) and not found.met


def typed(page: str, **chosen: str) -> dict[str, str]:
    """What a browser would send of the form: as it is shown, with what was `chosen` by field."""
    shown = re.findall(r'<input[^>]*type="(?:hidden|text)"[^>]*>', page)
    said = {}
    for tag in shown:
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        said[name[1]] = value[1] if value else ""
    for tag in re.findall(r'<input[^>]*type="radio"[^>]*checked>', page):
        said[re.search(r'name="([^"]+)"', tag)[1]] = re.search(r'value="([^"]*)"', tag)[1]
    return said | chosen


def test_two_who_minute_at_once_lose_nothing(manager, table):
    url = f"/vale/meetings/{table.meeting.record.reference}/attendance/"
    mine = theirs = manager.get(url).content.decode()
    one, two = f"state-{table.one.pk}", f"state-{table.two.pk}"
    manager.post(url, typed(theirs, **{one: "apologies"}))
    # Another seat than theirs: saved, and theirs stays though my page did not show it.
    assert manager.post(url, typed(mine, **{two: "absent"})).status_code == 302
    assert [row.state for row in seat_rows(table.meeting)] == ["apologies", "absent"]
    # The same seat: both are shown, by name.
    answer = manager.post(url, typed(mine, **{one: "attended"}))
    page = answer.content.decode()
    assert answer.status_code == 409 and "Now: Apologies" in page
    assert "Safeguarding lead, Vale Council, Ada Penhallow" in page
    assert typed(page)[one] == "attended"
    manager.post(url, typed(page))
    assert [row.state for row in seat_rows(table.meeting)] == ["attended", "absent"]


def test_the_quorum_follows_what_is_ticked_and_nothing_is_saved(manager, table):
    table.series.quorum = "each-partner"
    table.series.save()
    agency_places.make_partner(by=None, agency=table.council, partner="local-authority", start=None)
    url = f"/vale/meetings/{table.meeting.record.reference}/attendance/"
    page = manager.get(url).content.decode()
    assert "Missing: Vale Council." in page and f'data-ticked="{url}as-ticked/"' in page
    seat = f"state-{table.one.pk}"
    for state, words in (("attended", "Quorate"), ("absent", "Missing: Vale Council.")):
        answer = manager.post(f"{url}as-ticked/", typed(page, **{seat: state}))
        assert answer.status_code == 200 and words in answer.content.decode()
    make.marked(table.meeting, table.one, "attended")
    for said in ({}, {seat: "nonsense"}):  # what is not ticked is as it was saved
        assert "Quorate" in manager.post(f"{url}as-ticked/", said).content.decode()
    assert [row.state for row in seat_rows(table.meeting)] == ["attended", ""]
    assert manager.get(f"{url}as-ticked/").status_code == 405


def test_a_deputy_without_a_name_is_asked_for_at_the_row(manager, table):
    url = f"/vale/meetings/{table.meeting.record.reference}/attendance/"
    page = manager.get(url).content.decode()
    answer = manager.post(url, typed(page, **{f"state-{table.one.pk}": "deputy"}))
    assert answer.status_code == 422
    assert "enter who came as deputy" in answer.content.decode()


def test_who_is_there_besides_the_seats(manager, table):
    root = f"/vale/meetings/{table.meeting.record.reference}/"
    said = {"name": "Robin Field", "role": "takes the minutes"}
    page = manager.post(f"{root}attendance/add/", said, follow=True).content.decode()
    assert "Robin Field, takes the minutes" in page
    again = manager.post(f"{root}attendance/add/", {"name": "robin field"})
    assert again.status_code == 422 and "named there already" in again.content.decode()


def test_the_screen_asks_as_often_with_three_seats_as_with_one(manager, table):
    url = f"/vale/meetings/{table.meeting.record.reference}/attendance/"

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert manager.get(url).status_code == 200
        return len(queries)

    asked()
    few = asked()
    for _ in range(2):
        seat = made.a_seat(table.board, agency=made.an_agency(table.here))
        made.seated(seat, made.somebody(table.here))
        make.marked(table.meeting, seat, "attended")
    assert asked() == few < 25
