"""Given a structure that changed, when it is shown or printed for a day, then it is as it was that day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.partnership.commands import seats
from safeloom.systems.structure.membership import membership
from tests.factories import foundation
from tests.factories import partnership as made

FIRST = date(2022, 4, 1)
LAST = date(2023, 3, 31)
NEXT = date(2023, 4, 1)


@pytest.fixture
def here(db):
    """A board with a sub-group that a panel answers to; its one seat changed hands on 1 April 2023."""
    here = foundation.partnership("vale", "Vale Partnership")
    council = made.an_agency(here, "Vale Council", "local-authority")
    board = made.a_group(here, "Vale Board", "board")
    learning = made.a_group(here, "Learning group", parent=board)
    panel = made.a_group(here, "Case panel", "panel", parent=learning, start=NEXT)
    ada, bo = made.somebody(here, "Ada Penhallow"), made.somebody(here, "Bo Carrick")
    made.in_post(made.a_post(council, "Director"), ada, end=LAST)
    seat = made.a_seat(board, "Lead", agency=council, statutory=True, start=FIRST)
    held = made.seated(seat, ada, start=FIRST)
    seats.unseat(by=None, holding=held, seen=None, day=LAST)
    made.seated(seat, bo, start=NEXT)
    made.chairing(board, ada, start=FIRST, end=LAST)
    made.a_seat(panel, "Lay member", start=NEXT)
    return here


def test_membership_is_as_it_was_on_the_last_and_the_next_day(here):
    board, learning = membership(here, LAST)
    assert (board.name, board.level, board.chair) == ("Vale Board", 0, "Ada Penhallow")
    assert (learning.name, learning.level) == ("Learning group", 1)
    (seat,) = board.seats
    assert (seat.agency, seat.statutory, seat.holder) == ("Vale Council", True, "Ada Penhallow")
    assert seat.posts == ("Director, Vale Council",)
    board, learning, panel = membership(here, NEXT)
    assert board.chair == "" and board.seats[0].holder == "Bo Carrick"
    assert board.seats[0].posts == ()
    assert (panel.name, panel.level, panel.seats[0].holder) == ("Case panel", 2, "")
    assert membership(here, date(2022, 3, 31))[0].seats == ()


def test_a_shared_panel_stands_in_each_partnerships_structure(here):
    dale = foundation.partnership("dale", "Dale Partnership")
    panel = made.a_group(here, "Child death overview panel", "panel")
    made.shared(panel, dale, start=NEXT)
    assert membership(dale, LAST) == []
    (seen,) = membership(dale, NEXT)
    assert (seen.name, seen.shared_by) == ("Child death overview panel", "Vale Partnership")


def test_the_number_of_queries_does_not_grow(here):
    with CaptureQueriesContext(connection) as few:
        membership(here, NEXT)
    for _ in range(3):
        group = made.a_group(here)
        made.seated(made.a_seat(group, agency=made.an_agency(here)), made.somebody(here))
    with CaptureQueriesContext(connection) as many:
        membership(here, NEXT)
    assert len(many) == len(few) <= 7


def test_the_page_shows_the_tree_as_at_a_day(here, client):
    client.force_login(foundation.granted("scrutineer", here))
    then = client.get("/vale/partnership/?as_at=2023-03-31").text
    assert "Ada Penhallow" in then and "Director, Vale Council" in then and "Case panel" not in then
    now = client.get("/vale/partnership/?as_at=2023-04-01").text
    assert "Bo Carrick" in now and "Case panel" in now and "Vacant" in now
    wrong = client.get("/vale/partnership/?as_at=31-02-2023")
    assert wrong.status_code == 400
