"""Calendar files: what another program reads out of them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from safeloom.domain.meetings.calendar_files import Entry, Method, invitation, published

LONDON = ZoneInfo("Europe/London")
WRITTEN = datetime(2026, 11, 25, 9, tzinfo=UTC)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=120)


def an_entry(**said) -> Entry:
    known = {"uid": "a@vale.example", "title": "Meeting of Vale Board", "day": date(2026, 12, 4)}
    return Entry(**known | said)


def told(entry: Entry, method: Method = Method.REQUEST):
    text = invitation(
        entry,
        method=method,
        organiser=("Vale Partnership", "safeloom@vale.example"),
        to="ash@vale.example",
        written=WRITTEN,
    )
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    return text, calendar, event


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        # The clocks go back on 25 October 2026 and forward on 28 March 2027, at 01:00 UTC.
        (date(2026, 10, 24), time(14), "20261024T130000Z"),
        (date(2026, 10, 25), time(0, 30), "20261024T233000Z"),
        (date(2026, 10, 25), time(1, 30), "20261025T003000Z"),
        (date(2026, 10, 25), time(14), "20261025T140000Z"),
        (date(2027, 3, 27), time(14), "20270327T140000Z"),
        (date(2027, 3, 28), time(1, 30), "20270328T013000Z"),
        (date(2027, 3, 28), time(14), "20270328T130000Z"),
        (date(2028, 2, 29), time(9), "20280229T090000Z"),
    ],
)
def test_it_begins_when_clocks_in_england_say_so(day: date, at: time, utc: str) -> None:
    text, _, _ = told(an_entry(day=day, start=at))
    assert f"DTSTART:{utc}" in text


@given(
    day=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    start=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    length=st.integers(1, 600),
    place=TEXTS,
    title=TEXTS.filter(str.strip),
    sequence=st.integers(0, 99),
)
def test_another_program_reads_what_was_said(day, start, length, place, title, sequence) -> None:
    end = (datetime.combine(day, start) + timedelta(minutes=length)).time()
    end = end if end > start else None
    entry = an_entry(day=day, start=start, end=end, place=place, title=title, sequence=sequence)
    text, calendar, event = told(entry)
    begins = event["dtstart"].dt
    local = begins.astimezone(LONDON)
    exists = datetime.combine(day, start, LONDON).astimezone(UTC).astimezone(LONDON)
    assert local == exists and begins.utcoffset() == timedelta(0)
    if end is not None:
        assert event["dtend"].dt == datetime.combine(day, end, LONDON).astimezone(UTC)
    assert str(event["summary"]) == title and str(event.get("location", "")) == place
    assert (event["sequence"], str(event["uid"])) == (sequence, "a@vale.example")
    assert str(calendar["method"]) == "REQUEST"
    lines = text.encode().split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_without_a_time_it_is_of_the_whole_day() -> None:
    text, _, event = told(an_entry())
    assert event["dtstart"].dt == date(2026, 12, 4) and event["dtend"].dt == date(2026, 12, 5)
    assert "DTSTART;VALUE=DATE:20261204" in text


def test_a_cancellation_says_so_and_nobody_else_is_named() -> None:
    text, calendar, event = told(an_entry(sequence=3), Method.CANCEL)
    assert str(calendar["method"]) == "CANCEL" and str(event["status"]) == "CANCELLED"
    assert str(event["attendee"]) == "mailto:ash@vale.example" and text.count("ATTENDEE") == 1
    assert event["organizer"] == "mailto:safeloom@vale.example"
    assert event["organizer"].params["CN"] == "Vale Partnership"


def test_many_make_one_file() -> None:
    entries = [an_entry(uid=f"{n}@vale.example") for n in range(3)]
    calendar = Calendar.from_ical(published(entries, written=WRITTEN, name="Safeloom"))
    assert len(calendar.walk("VEVENT")) == 3 and str(calendar["method"]) == "PUBLISH"
    assert Calendar.from_ical(published([], written=WRITTEN)).walk("VEVENT") == []
