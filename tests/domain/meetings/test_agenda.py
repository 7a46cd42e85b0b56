"""What stands on an agenda, and where it came from."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.meetings.commands import agenda, meetings
from safeloom.domain.meetings.models import AgendaItem
from safeloom.domain.meetings.timings import beginnings
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.today import today
from tests.factories import meetings as make

WEEK = timedelta(days=7)


def titles(meeting) -> list[str]:
    return [item.title for item in meeting.agenda.order_by("order")]


@pytest.fixture
def before(vale):
    """Last week's meeting, held, with one item dealt with, one not, one put off."""
    make.standing(vale.series, "Apologies")
    meeting = make.a_meeting(vale.series, today() - WEEK)
    for title, outcome in (("Done", "done"), ("Left open", ""), ("Put off", "deferred")):
        item = make.an_item(meeting, title, minutes=10)
        AgendaItem.objects.filter(pk=item.pk).update(outcome=outcome)
    return make.held(meeting)


def test_an_agenda_begins_with_standing_items_and_what_was_left_open(vale, before):
    meeting = make.a_meeting(vale.series, today() + WEEK)
    assert titles(meeting) == ["Apologies", "Left open", "Put off"]
    carried = meeting.agenda.get(title="Put off")
    assert carried.carried_from.meeting == before and carried.minutes == 10


def test_what_stays_open_says_each_time_where_it_came_from(vale, before):
    this_week = make.held(make.a_meeting(vale.series, today()))
    following = make.a_meeting(vale.series, today() + WEEK)
    assert titles(following) == ["Apologies", "Left open", "Put off"]
    assert following.agenda.get(title="Left open").carried_from.meeting == this_week


def test_bringing_up_to_date_adds_once_and_alters_nothing(vale, before):
    meeting = make.a_meeting(vale.series, today() + WEEK)
    make.an_item(meeting, "New")
    make.standing(vale.series, "Any other business")
    assert [item.title for item in agenda.draw_up(by=None, meeting=meeting)] == [
        "Any other business"
    ]
    rows = AuditRow.objects.count()
    assert agenda.draw_up(by=None, meeting=meeting) == []
    assert AuditRow.objects.count() == rows
    assert titles(meeting) == ["Apologies", "Left open", "Put off", "New", "Any other business"]


def test_what_was_carried_forward_is_withdrawn_and_not_removed(vale, before):
    meeting = make.a_meeting(vale.series, today())
    agenda.remove_item(by=None, item=meeting.agenda.get(title="Put off"))
    agenda.remove_item(by=None, item=make.an_item(meeting, "New"))
    assert titles(meeting) == ["Apologies", "Left open", "Put off"]
    make.held(meeting)
    assert "Put off" not in titles(make.a_meeting(vale.series, today() + WEEK))


def test_an_item_added_meanwhile_keeps_a_place_when_the_rest_is_put_in_order(vale):
    meeting = make.a_meeting(vale.series)
    one, two, _ = (make.an_item(meeting, title) for title in ("One", "Two", "Meanwhile"))
    agenda.reorder(by=None, meeting=meeting, order=[two.pk, one.pk])
    assert titles(meeting) == ["Two", "One", "Meanwhile"]


def test_a_presenter_is_somebody_of_the_partnership(vale):
    from tests.factories import foundation

    stranger = foundation.person().principal
    with pytest.raises(ValidationError, match="of this partnership"):
        make.an_item(make.a_meeting(vale.series), presenter=stranger)
    item = make.an_item(make.a_meeting(vale.board), presenter=vale.ada.principal)
    assert item.presented_by == "Ada Penhallow"


def test_what_is_cancelled_stays_as_it_is(vale):
    meeting = make.a_meeting(vale.series)
    meetings.cancel(by=None, meeting=meeting, reason="Snow")
    with pytest.raises(ValidationError, match="stays as it is"):
        make.an_item(meeting)


@given(st.lists(st.one_of(st.none(), st.integers(1, 300)), max_size=12))
def test_items_begin_one_after_another_as_long_as_it_is_known(minutes):
    begins = beginnings(time(14), minutes)
    assert len(begins) == len(minutes)
    known = [at for at in begins if at]
    assert known == sorted(known) and begins[: len(known)] == known
    for taken, here, following in zip(minutes, begins, begins[1:], strict=False):
        if following:
            told = (following.hour - here.hour) * 60 + following.minute - here.minute
            assert told == taken
