"""Days as people type them: one reading or none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.kernel.written_dates import month_or_year, read_written_date

DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))
FORMS = (
    "{d.day} {d:%B} {d.year}",
    "{d:%d/%m/%Y}",
    "{d.day}/{d.month}/{d:%y}",
    "{d:%Y-%m-%d}",
    "{d:%Y-%m-%d} 00:00:00",
    "{d.day}-{d:%b}-{d:%y}",
    "{d:%A} {d.day} {d:%B} {d.year}",
    "{d:%B} {d.day}, {d.year}",
    "{d.day}.{d.month}.{d.year}",
    "{d:%Y%m%d}",
)


@given(DAYS, st.sampled_from(FORMS), st.sampled_from([str, str.upper, str.lower, " {} ".format]))
def test_a_day_is_read_in_each_form(day, form, way):
    assert read_written_date(way(form.format(d=day))) == day


@given(st.text(max_size=30) | st.from_regex(r"[0-9a-zA-Z /.,'-]{0,20}", fullmatch=True))
def test_whatever_is_typed_is_a_day_or_says_what_to_write(text):
    try:
        assert isinstance(read_written_date(text), date)
    except ValueError as problem:
        assert ";" in str(problem)
    month_or_year(text)


@pytest.mark.parametrize(
    "text", ["March 2026", "2026", "31/02/2026", "04/13/2026", "spring", "", "1/2", "tbc", "Q1"]
)
def test_what_is_no_certain_day_is_refused(text):
    with pytest.raises(ValueError, match=";"):
        read_written_date(text)


def test_a_month_or_a_year_has_its_days():
    assert month_or_year("Feb-24") == (date(2024, 2, 1), date(2024, 2, 29))
    assert month_or_year("2026") == (date(2026, 1, 1), date(2026, 12, 31))
    assert month_or_year("3 March 2026") is None
