from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.kernel.direction import Arrow, Direction, change
from safeloom.kernel.rag import Polarity, Rag, rag
from safeloom.kernel.rounding import round_half_up
from safeloom.kernel.units import Unit, show, work_out

from .test_rounding import half_up

D = Decimal
counts = st.integers(0, 10**7)
values = st.decimals(-1000, 1000, places=2)
HIGH, LOW, NEITHER = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD, Polarity.NEITHER


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator", "expected"),
    [
        (Unit.PERCENT, "1", "8", "12.5"),
        (Unit.RATE_PER_10000, "3", "20000", "1.5"),
        (Unit.COUNT, "7", "100", "7"),
        (Unit.POUNDS, "12.50", None, "12.50"),
        (Unit.DAYS, "30", "4", "7.5"),
        (Unit.SCORE, "0", None, "0"),
        (Unit.PERCENT, "0", "5", "0"),
        (Unit.PERCENT, "5", "0", None),
        (Unit.PERCENT, "5", None, None),
        (Unit.RATE_PER_10000, None, "5", None),
        (Unit.COUNT, None, None, None),
        (Unit.DAYS, "3", "0", None),
    ],
)
def test_values_are_worked_out(
    unit: Unit, numerator: str | None, denominator: str | None, expected: str | None
) -> None:
    value = work_out(unit, numerator and D(numerator), denominator and D(denominator))
    assert value == (expected and D(expected))


@given(counts, counts.filter(bool), st.integers(0, 4))
def test_a_worked_out_value_rounds_as_the_exact_one(
    numerator: int, denominator: int, decimals: int
) -> None:
    value = work_out(Unit.PERCENT, D(numerator), D(denominator))
    assert value is not None
    exact = half_up(Fraction(100 * numerator, denominator), decimals)
    assert Fraction(round_half_up(value, decimals)) == exact


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        ("12.25", Unit.PERCENT, 1, "12.3%"),
        ("1234", Unit.POUNDS, 0, "£1,234"),
        ("-1234.5", Unit.POUNDS, 2, "-£1,234.50"),
        ("45.05", Unit.RATE_PER_10000, 1, "45.1 per 10,000"),
        ("1", Unit.DAYS, 0, "1 day"),
        ("1", Unit.DAYS, 1, "1.0 days"),
        ("12345", Unit.COUNT, 0, "12,345"),
        ("3.25", Unit.SCORE, 1, "3.3"),
    ],
)
def test_values_are_shown_with_their_unit(
    value: str, unit: Unit, decimals: int, shown: str
) -> None:
    assert show(D(value), unit, decimals) == shown


def test_nothing_is_not_shown_as_zero() -> None:
    assert show(None, Unit.COUNT, 0) == ""


@pytest.mark.parametrize(
    ("value", "target", "tolerance", "polarity", "expected"),
    [
        ("90", "90", "5", HIGH, Rag.GREEN),
        ("95", "90", None, HIGH, Rag.GREEN),
        ("85", "90", "5", HIGH, Rag.AMBER),
        ("84.9", "90", "5", HIGH, Rag.RED),
        ("89.9", "90", None, HIGH, Rag.RED),
        ("10", "12", "1", LOW, Rag.GREEN),
        ("13", "12", "1", LOW, Rag.AMBER),
        ("13.1", "12", "1", LOW, Rag.RED),
        ("8", "10", "2", NEITHER, Rag.GREEN),
        ("14", "10", "2", NEITHER, Rag.AMBER),
        ("5.9", "10", "2", NEITHER, Rag.RED),
        (None, "10", "2", HIGH, Rag.NONE),
        ("10", None, "2", HIGH, Rag.NONE),
    ],
)
def test_ratings(
    value: str | None, target: str | None, tolerance: str | None, polarity: Polarity, expected: Rag
) -> None:
    args = [None if each is None else D(each) for each in (value, target, tolerance)]
    assert rag(*args, polarity) is expected


@given(values, values, st.decimals(0, 50, places=2))
def test_low_is_good_is_the_mirror_of_high_is_good(value: D, target: D, tolerance: D) -> None:
    assert rag(value, target, tolerance, HIGH) is rag(-value, -target, tolerance, LOW)


def test_a_rating_is_told_without_colour_and_a_negative_tolerance_refused() -> None:
    assert len({each.word for each in Rag}) == len({each.mark for each in Rag}) == len(Rag)
    with pytest.raises(ValueError, match="tolerance"):
        rag(D(1), D(1), D(-1), HIGH)


def test_a_change_is_worked_out_from_what_is_shown() -> None:
    rise = change(D("310"), D("356"), HIGH, 0)
    assert rise is not None
    assert (rise.difference, rise.percent) == (D("46"), D("14.8"))
    assert (rise.arrow, rise.direction) == (Arrow.UP, Direction.IMPROVED)
    level = change(D("12.44"), D("12.36"), LOW, 1)
    assert level is not None
    assert (level.difference, level.arrow, level.direction) == (0, Arrow.LEVEL, Direction.SAME)


def test_a_change_with_a_side_missing_or_zero_before() -> None:
    assert change(None, D(1), HIGH, 0) is None
    assert change(D(1), None, HIGH, 0) is None
    from_zero = change(D(0), D(3), LOW, 0)
    assert from_zero is not None
    assert (from_zero.percent, from_zero.direction) == (None, Direction.WORSE)
    neither = change(D(1), D(3), NEITHER, 0)
    assert neither is not None
    assert (neither.arrow, neither.direction) == (Arrow.UP, None)


@given(values, values, st.integers(0, 2))
def test_going_back_is_the_opposite(earlier: D, later: D, decimals: int) -> None:
    there, back = change(earlier, later, HIGH, decimals), change(later, earlier, HIGH, decimals)
    assert there is not None
    assert back is not None
    assert there.difference == -back.difference
    assert {there.direction, back.direction} in (
        {Direction.SAME},
        {Direction.IMPROVED, Direction.WORSE},
    )
