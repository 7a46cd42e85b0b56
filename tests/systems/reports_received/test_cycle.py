"""When a report is due: counted from the first day, whatever the months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.systems.reports_received.cycle import Every, due_days, next_due

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
EVERY = st.sampled_from(list(Every))


def test_the_last_of_a_month_stays_the_last() -> None:
    found = list(due_days(date(2027, 8, 31), Every.QUARTER, date(2028, 9, 1)))
    assert [str(day) for day in found] == [
        "2027-08-31",
        "2027-11-30",
        "2028-02-29",
        "2028-05-31",
        "2028-08-31",
    ]


@given(DAYS, EVERY, st.integers(0, 4000))
def test_days_rise_and_end(first, every, more) -> None:
    until = date.fromordinal(first.toordinal() + more)
    found = list(due_days(first, every, until))
    assert found == sorted(set(found)) and found[0] == first and found[-1] <= until


@given(DAYS, EVERY, st.integers(0, 6))
def test_the_next_is_the_first_not_settled(first, every, many) -> None:
    days = list(due_days(first, every, date(first.year + 9, 1, 1)))[:many]
    found = next_due(first, every, days)
    assert found not in days
    if every == Every.ONCE:
        assert found == (None if days else first)
    else:
        assert found > max(days, default=date.min)


@pytest.mark.parametrize(("last", "due"), [(date(2026, 4, 1), date(2026, 4, 1)), (None, None)])
def test_none_is_due_after_the_last_day(last, due) -> None:
    first = date(2025, 4, 1)
    assert next_due(first, Every.YEAR, [first], date(2026, 3, 31)) is None
    assert next_due(first, Every.YEAR, [first], last) == (due or date(2026, 4, 1))
