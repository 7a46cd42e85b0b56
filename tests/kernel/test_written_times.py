"""Times of day as people type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.kernel.written_times import read_time, show_time


@given(st.times())
def test_what_is_shown_is_read_again(at):
    assert read_time(show_time(at)) == at.replace(second=0, microsecond=0)


@given(st.integers(1, 12), st.integers(0, 59), st.sampled_from(["am", "pm", " a.m.", " PM"]))
def test_halves_of_the_day(hour, minute, half):
    at = read_time(f"{hour}.{minute:02}{half}")
    assert at.minute == minute
    assert at.hour % 12 == hour % 12
    assert (at.hour >= 12) == ("p" in half.lower())


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2pm", time(14)),
        ("12am", time(0)),
        ("12 noon", time(12)),
        ("noon", time(12)),
        ("0930", time(9, 30)),
        (" 9.30 ", time(9, 30)),
        ("14:30:00", time(14, 30)),
    ],
)
def test_ways_of_writing(text, at):
    assert read_time(text) == at


@pytest.mark.parametrize(
    "text", ["2", "25:00", "14:60", "13pm", "0am", "two", "", "14:30 to 16:00"]
)
def test_what_is_no_time_is_refused_with_what_to_write(text):
    with pytest.raises(ValueError, match="write it as 14:30"):
        read_time(text)
