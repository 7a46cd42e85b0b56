"""Working days, against the published list of bank holidays in England and Wales."""

from datetime import date

import pytest

from safeloom.kernel.working_days import bank_holidays, is_working_day

# From gov.uk/bank-holidays, month and day.
PUBLISHED = {
    2020: "1-1 4-10 4-13 5-8 5-25 8-31 12-25 12-28",
    2021: "1-1 4-2 4-5 5-3 5-31 8-30 12-27 12-28",
    2022: "1-3 4-15 4-18 5-2 6-2 6-3 8-29 9-19 12-26 12-27",
    2023: "1-2 4-7 4-10 5-1 5-8 5-29 8-28 12-25 12-26",
    2024: "1-1 3-29 4-1 5-6 5-27 8-26 12-25 12-26",
    2025: "1-1 4-18 4-21 5-5 5-26 8-25 12-25 12-26",
    2026: "1-1 4-3 4-6 5-4 5-25 8-31 12-25 12-28",
    2027: "1-1 3-26 3-29 5-3 5-31 8-30 12-27 12-28",
    2028: "1-3 4-14 4-17 5-1 5-29 8-28 12-25 12-26",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_bank_holidays_are_those_published(year):
    days = (each.split("-") for each in PUBLISHED[year].split())
    assert bank_holidays(year) == {date(year, int(month), int(day)) for month, day in days}


def test_weekends_and_holidays_are_no_working_days():
    assert is_working_day(date(2026, 11, 27)) and not is_working_day(date(2026, 11, 28))
    assert not is_working_day(date(2026, 12, 28)) and is_working_day(date(2026, 12, 29))
