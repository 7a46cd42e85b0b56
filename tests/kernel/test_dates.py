from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.kernel.dates import FIRST_DAY, LAST_DAY, months_later, read_date, show_date, today


def test_the_day_in_england_follows_summer_time() -> None:
    assert today(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)
    assert today(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)) == date(2026, 12, 1)
    with pytest.raises(ValueError, match="time zone"):
        today(datetime(2026, 7, 1, 12, 0))


@pytest.mark.parametrize(
    "text",
    [
        "4 December 2026", "4 Dec 2026", " 4th  december 2026 ", "04/12/2026", "4/12/2026",
        "4.12.2026", "4-12-2026", "2026-12-04", "Friday 4 December 2026", "Fri, 4 dec. 2026",
    ],
)  # fmt: skip
def test_usual_ways_of_writing_a_date(text: str) -> None:
    assert read_date(text) == date(2026, 12, 4)


@pytest.mark.parametrize(
    "text", ["", "December 2026", "4 Dec", "4/12/26", "4/12-2026", "12/25/2026", "soon", "4 D 2026"]
)
def test_other_text_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"4 December 2026|in the calendar"):
        read_date(text)


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no 29 February 2023 in the calendar"):
        read_date("29 February 2023")


@pytest.mark.parametrize("text", ["31/12/9999", "0001-01-01", "1 January 3000", "31/12/0999"])
def test_a_year_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be meant"):
        read_date(text)


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_a_shown_date_reads_back(day: date) -> None:
    assert read_date(show_date(day)) == day


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-240, 240))
def test_months_keep_the_day_or_the_months_last(day, months) -> None:
    then = months_later(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then + timedelta(days=1)).day == 1
