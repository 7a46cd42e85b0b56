"""Which population applies: the one rule, against a plain reading of it."""

import uuid
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.area_profile.in_force import (
    Estimate,
    Place,
    Populations,
    applies,
    mid_year,
    years_before,
)
from safeloom.kernel.ages import AgeBand

DAYS = st.dates(date(2000, 1, 1), date(2035, 12, 31))
CHILDREN = AgeBand(0, 17)
EDEN, VALE = uuid.UUID(int=1), uuid.UUID(int=2)


def estimate(day: date, number: int = 1, area=EDEN) -> Estimate:
    return Estimate(uuid.uuid4(), area, day, number, "An office", False)


@given(st.lists(DAYS, unique=True).map(sorted), DAYS)
def test_the_latest_by_the_day_that_is_not_too_old_applies(days, day):
    found = applies([estimate(each) for each in days], day)
    may = [each for each in days if years_before(day, 3) <= each <= day]
    assert (found.day if found else None) == max(may, default=None)


@given(st.lists(DAYS, unique=True).map(sorted), DAYS, st.integers(0, 400))
def test_a_later_estimate_never_changes_what_went_before_it(days, day, later):
    rows = [estimate(each) for each in days if each <= day]
    more = [*rows, estimate(day + timedelta(days=1 + later))]
    assert applies(more, day) == applies(rows, day)


@given(
    st.dictionaries(DAYS, st.integers(1, 10**6), max_size=4),
    st.dictionaries(DAYS, st.integers(1, 10**6), max_size=4),
    st.dictionaries(DAYS, st.integers(1, 10**6), max_size=4),
    DAYS,
)
def test_the_whole_is_its_own_row_or_the_sum_and_never_both(own, eden, vale, day):
    populations = Populations(
        {key: Place(key, name, None, None) for key, name in ((EDEN, "Eden"), (VALE, "Vale"))}
    )
    for area, numbers in ((None, own), (EDEN, eden), (VALE, vale)):
        populations.estimates[area, CHILDREN] = [
            estimate(each, number, area) for each, number in sorted(numbers.items())
        ]
    found = populations.of(None, CHILDREN, day)
    alone, summed = populations.own(CHILDREN, day), populations.summed(CHILDREN, day)
    assert found in (alone, summed)
    if found is not None:
        areas = {each.area for each in found.estimates}
        assert areas in ({None}, {EDEN, VALE})
        assert found.number == sum(each.number for each in found.estimates)
        others = [each.day for each in (alone, summed) if each]
        assert found.day == max(others)
    else:
        assert alone is None and summed is None


def test_an_area_that_ended_is_not_in_the_sum():
    populations = Populations(
        {
            EDEN: Place(EDEN, "Eden", None, date(2023, 3, 31)),
            VALE: Place(VALE, "Vale", date(2023, 4, 1), None),
        },
        {
            (EDEN, CHILDREN): [estimate(date(2022, 6, 30), 40, EDEN)],
            (VALE, CHILDREN): [estimate(date(2023, 6, 30), 60, VALE)],
        },
    )
    assert populations.of(None, CHILDREN, date(2022, 12, 31)).number == 40
    assert populations.of(None, CHILDREN, date(2023, 12, 31)).number == 60


def test_the_mid_year_that_is_looked_for():
    assert mid_year(date(2025, 6, 30)) == "mid-2025"
    assert mid_year(date(2025, 6, 29)) == "mid-2024"
    assert mid_year(date(2026, 3, 31)) == "mid-2025"
