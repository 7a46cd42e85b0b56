from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.kernel.period_reading import read_period
from safeloom.kernel.periods import Frequency, Period, period_containing, periods_between

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))
frequencies = st.sampled_from(Frequency)
Q1 = Period(date(2022, 4, 1), date(2022, 6, 30))
YEAR = Period(date(2022, 4, 1), date(2023, 3, 31))
JUNE = Period(date(2022, 6, 1), date(2022, 6, 30))
HALF = Period(date(2022, 10, 1), date(2023, 3, 31))
EIGHTEEN = Period(date(2021, 10, 1), date(2023, 3, 31))


@given(days, frequencies)
def test_periods_follow_one_another_without_gap(day: date, frequency: Frequency) -> None:
    period = period_containing(day, frequency)
    assert day in period
    assert period.frequency() is frequency
    assert period.next().start == period.end + timedelta(days=1)
    assert period.next().previous() == period
    assert period_containing(period.end + timedelta(days=1), frequency) == period.next()


@given(days, frequencies)
def test_labels_and_keys_read_back(day: date, frequency: Frequency) -> None:
    period = period_containing(day, frequency)
    for text in (period.label(), period.key(), period.short_label()):
        assert read_period(text, frequency) == period
    assert read_period(period.label()) == period
    assert read_period(period.key()) == period


@given(days, days)
def test_any_stretch_reads_back(one: date, other: date) -> None:
    period = Period(min(one, other), max(one, other))
    if period.start != period.end:
        assert read_period(period.label()) == period
    assert read_period(period.key()) == period
    assert period.previous().end == period.start - timedelta(days=1)


def test_the_financial_year_runs_from_april_and_so_do_its_parts() -> None:
    assert period_containing(date(2023, 3, 31), Frequency.YEAR) == YEAR
    assert period_containing(date(2023, 2, 1), Frequency.HALF) == HALF
    assert period_containing(date(2023, 2, 1), Frequency.QUARTER).short_label() == "Q4 2022-23"


@pytest.mark.parametrize(
    ("period", "label", "short"),
    [
        (YEAR, "April 2022 to March 2023", "2022-23"),
        (Q1, "April to June 2022", "Q1 2022-23"),
        (JUNE, "June 2022", "Jun 2022"),
        (HALF, "October 2022 to March 2023", "H2 2022-23"),
        (EIGHTEEN, "October 2021 to March 2023", "Oct 2021 to Mar 2023"),
        (
            Period(date(2022, 6, 4), date(2022, 7, 9)),
            "4 June 2022 to 9 July 2022",
            "4 Jun 2022 to 9 Jul 2022",
        ),
        (Period(date(2022, 6, 4), date(2022, 6, 4)), "4 June 2022", "4 Jun 2022"),
    ],
)
def test_labels(period: Period, label: str, short: str) -> None:
    assert (period.label(), period.short_label()) == (label, short)


def test_last_year_and_the_period_before() -> None:
    assert JUNE.same_last_year() == Period(date(2021, 6, 1), date(2021, 6, 30))
    february = Period(date(2025, 2, 1), date(2025, 2, 28))
    assert february.same_last_year().end == date(2024, 2, 29)
    leap_day = Period(date(2024, 2, 29), date(2024, 3, 5))
    assert leap_day.same_last_year() == Period(date(2023, 2, 28), date(2023, 3, 5))
    assert EIGHTEEN.previous() == Period(date(2020, 4, 1), date(2021, 9, 30))
    week = Period(date(2022, 6, 6), date(2022, 6, 12))
    assert week.previous() == Period(date(2022, 5, 30), date(2022, 6, 5))


def test_periods_between() -> None:
    quarters = periods_between(date(2022, 5, 1), date(2023, 1, 1), Frequency.QUARTER)
    assert [each.short_label() for each in quarters] == [
        "Q1 2022-23", "Q2 2022-23", "Q3 2022-23", "Q4 2022-23",
    ]  # fmt: skip
    assert periods_between(date(2023, 1, 1), date(2022, 1, 1), Frequency.MONTH) == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022-23", YEAR), ("2022/23", YEAR), ("2022–23", YEAR), ("2022-2023", YEAR),
        ("Q1 2022-23", Q1), ("q1 2022/23", Q1), ("2022-23 Q1", Q1), ("2022/23-Q1", Q1),
        ("Apr-Jun 2022", Q1), ("Apr–Jun 2022", Q1), ("April to June 2022", Q1),
        ("1 April 2022 to 30 June 2022", Q1), ("01/04/2022 - 30/06/2022", Q1),
        ("2022-04-01/2022-06-30", Q1), ("2022-04-01 to 2022-06-30", Q1),
        ("June 2022", JUNE), ("Jun 2022", JUNE), ("Jun-2022", JUNE), ("2022-06", JUNE),
        ("H2 2022-23", HALF), ("April 2022 to March 2023", YEAR), ("Oct 2021-Mar 2023", EIGHTEEN),
        ("from 1 April 2022 to 31 March 2023", YEAR),
    ],
)  # fmt: skip
def test_usual_ways_of_writing_a_period(text: str, period: Period) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize(
    "text",
    [
        "", "2022", "Q1", "Q1 2022", "Q5 2022-23", "H3 2022-23", "2022-24", "2022-13", "last year",
        "Q1 2022-23 Q1", "2022/06", "June", "Juneish 2022", "31 June 2022 to 1 July 2022",
        "9999-00", "2022-06-31/2022-07-01",
    ],
)  # fmt: skip
def test_other_text_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="write it as"):
        read_period(text)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        read_period("June 2022 to April 2022")
    with pytest.raises(ValueError, match="before it starts"):
        Period(date(2022, 6, 2), date(2022, 6, 1))


def test_a_year_that_looks_like_a_month_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="December 2011 or 2011/12"):
        read_period("2011-12")
    assert read_period("2011/12").start == date(2011, 4, 1)
    assert read_period("2011-12", Frequency.YEAR).start == date(2011, 4, 1)
    assert read_period("2011-12", Frequency.MONTH).start == date(2011, 12, 1)


def test_another_frequency_than_the_expected_one_is_refused_with_an_example() -> None:
    with pytest.raises(ValueError, match="is not a quarter; write a quarter, such as Q1 2022-23"):
        read_period("June 2022", Frequency.QUARTER)
