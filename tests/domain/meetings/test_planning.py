"""Planning meetings, and what becomes of them."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from safeloom.domain.meetings.commands import meetings, series
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.foundation.today import today
from tests.factories import meetings as make


def test_a_meeting_is_called_after_its_series_and_day_until_somebody_names_it(vale):
    meeting = make.a_meeting(vale.series, date(2030, 5, 7))
    assert meeting.title == "Board meeting, 7 May 2030"
    to = meetings.NewMeeting(day=date(2030, 5, 8), title=meeting.title)
    meetings.change(by=None, meeting=meeting, seen=None, to=to)
    assert meeting.title == "Board meeting, 8 May 2030"
    to = meetings.NewMeeting(day=date(2030, 5, 9), title="Away day")
    meetings.change(by=None, meeting=meeting, seen=None, to=to)
    assert meeting.title == "Away day"


def test_a_series_meets_once_a_day_but_for_what_is_cancelled(vale):
    first = make.a_meeting(vale.series)
    with pytest.raises(ValidationError, match=first.record.reference):
        make.a_meeting(vale.series)
    meetings.cancel(by=None, meeting=first, reason="The heating failed")
    make.a_meeting(vale.series)
    with pytest.raises(ValidationError, match="already"):
        meetings.reinstate(by=None, meeting=first)


def test_it_is_not_held_before_its_day(vale):
    with pytest.raises(ValidationError, match="change its day"):
        make.held(make.a_meeting(vale.series, today() + timedelta(days=1)))
    meeting = make.held(make.a_meeting(vale.series))
    assert queries.state_of(meeting) == "held"
    with pytest.raises(ValidationError, match="not possible now"):
        meetings.cancel(by=None, meeting=meeting, reason="Too late")


def test_a_series_does_not_end_before_what_is_planned(vale):
    meeting = make.a_meeting(vale.series, today() + timedelta(days=30))
    with pytest.raises(ValidationError, match=meeting.record.reference):
        series.end(by=None, series=vale.series, seen=None, day=today())
    meetings.cancel(by=None, meeting=meeting, reason="Merged with the executive")
    series.end(by=None, series=vale.series, seen=None, day=today())
    with pytest.raises(ValidationError, match="The series ended"):
        make.a_meeting(vale.series, today() + timedelta(days=1))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"start": time(16), "end": time(14)}, "end"),
        ({"start": None, "end": time(14)}, "end"),
        ({"link": "javascript:alert(1)"}, "link"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(vale, said, field):
    with pytest.raises(ValidationError) as refused:
        make.a_meeting(vale.series, **said)
    assert field in refused.value.message_dict
