from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safeloom.kernel.rounding import divide_half_up, round_half_up

decimals = st.integers(0, 6)
numbers = st.decimals(
    allow_nan=False, allow_infinity=False, places=7, min_value=-(10**9), max_value=10**9
)


def half_up(exact: Fraction, places: int) -> Fraction:
    """The same rule in whole numbers: the size, doubled, plus one, halved downwards."""
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole, 10**places) * (1 if exact >= 0 else -1)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("2.4999999999", 0, "2"),
        ("0.05", 1, "0.1"),
        ("-0.04", 1, "0.0"),
        ("10", 2, "10.00"),
        ("1e3", 0, "1000"),
    ],
)
def test_a_half_goes_away_from_zero(value: str, places: int, expected: str) -> None:
    assert str(round_half_up(Decimal(value), places)) == expected


@given(numbers, decimals)
@example(Decimal("-0.5"), 0)
def test_rounding_agrees_with_whole_numbers(value: Decimal, places: int) -> None:
    rounded = round_half_up(value, places)
    assert Fraction(rounded) == half_up(Fraction(value), places)
    assert -rounded.as_tuple().exponent == places


@given(numbers, numbers.filter(bool), decimals)
@example(Decimal(1), Decimal(-200), 2)
def test_a_quotient_is_rounded_once_from_its_exact_value(
    numerator: Decimal, denominator: Decimal, places: int
) -> None:
    exact = Fraction(numerator) / Fraction(denominator)
    quotient = divide_half_up(numerator, denominator, places)
    assert Fraction(quotient) == half_up(exact, places)
    assert not (quotient == 0 and quotient.is_signed())


def test_a_quotient_just_under_a_half_is_not_rounded_twice() -> None:
    just_under = Decimal("4" + "9" * 40)
    assert divide_half_up(just_under, Decimal(10) ** 41, 0) == 0


def test_dividing_by_zero_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        divide_half_up(Decimal(1), Decimal(0), 1)
