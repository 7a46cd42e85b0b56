"""Shares always sum to the whole, to the penny, by the stated rule."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.kernel.money import PENNY, POUND, money_words, printed_money
from safeloom.kernel.printed import read
from safeloom.kernel.shares import DoesNotDivide, How, Part, equally, share_out

pounds = st.decimals(0, 10**9, places=2, allow_nan=False)
weights = st.lists(st.integers(0, 10**7), min_size=1, max_size=30).filter(any)


def percent(*shares: str) -> list[Part]:
    return [Part(How.PERCENT, Decimal(share)) for share in shares]


@given(pounds, weights)
def test_the_parts_are_the_whole_and_none_is_a_penny_off(whole, weights) -> None:
    parts = share_out(whole, [Part(How.WEIGHT, Decimal(weight)) for weight in weights])
    assert sum(parts) == whole
    for part, weight in zip(parts, weights, strict=True):
        exact = Fraction(whole) * weight / sum(weights)
        assert abs(Fraction(part) - exact) < Fraction(PENNY)
    # Who has more of the weight never pays less.
    ranked = sorted(zip(weights, parts, strict=True))
    assert all(one[1] <= two[1] for one, two in pairwise(ranked) if one[0] < two[0])


@given(pounds, st.lists(st.integers(1, 10_000), min_size=1, max_size=8), st.integers(1, 9))
def test_a_share_of_a_share_sums_to_the_whole(whole, weights, many) -> None:
    """Percentages of the total, one of them split again, in weights and equally."""
    cuts = [Decimal(weight * 100) / Decimal(10_000) for weight in weights]
    shares = [*cuts, Decimal(100) - sum(cuts)]
    if shares[-1] < 0:
        with pytest.raises(DoesNotDivide):
            share_out(whole, [Part(How.PERCENT, share) for share in cuts])
        return
    top = share_out(whole, [Part(How.PERCENT, share) for share in shares])
    below = equally(top[0], many)
    assert sum(below) + sum(top[1:]) == whole
    assert max(below) - min(below) <= PENNY
    assert below == sorted(below, reverse=True)


@given(st.integers(0, 10**9), weights)
def test_whole_pounds_stay_whole(whole, weights) -> None:
    parts = share_out(
        Decimal(whole), [Part(How.WEIGHT, Decimal(weight)) for weight in weights], POUND
    )
    assert sum(parts) == whole and all(part == part.to_integral_value() for part in parts)


def test_a_published_split_in_whole_pounds() -> None:
    """The shares and totals that one partnership printed; the smaller health body's share of health's
    share came out a pound lower in print than its own rule gives."""
    assert share_out(Decimal(186_244), percent("45.5", "9.5", "45"), POUND) == [84741, 17693, 83810]
    assert share_out(Decimal(83_810), percent("61.91", "38.09"), POUND) == [51887, 31923]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (percent("45", "45"), "add up to 90%, not to 100%"),
        (percent("60", "60"), "add up to 120%"),
        ([Part(How.AMOUNT, Decimal(90))], "£10 short of £100"),
        ([Part(How.AMOUNT, Decimal(550))], "£450 more than £100"),
        ([Part(How.AMOUNT, Decimal(100)), Part(How.WEIGHT, Decimal(0))], "all nothing"),
        ([Part(How.PERCENT, Decimal(-5))], "below zero"),
        ([], "nobody"),
    ],
)
def test_what_is_not_the_whole_says_by_how_much(parts, words) -> None:
    with pytest.raises(DoesNotDivide, match=words):
        share_out(Decimal(100), parts)


def test_a_fixed_amount_and_the_rest_equally() -> None:
    parts = [Part(How.AMOUNT, Decimal(550)), *[Part(How.WEIGHT, Decimal(1))] * 3]
    assert share_out(Decimal("1550.01"), parts) == [
        Decimal(550),
        Decimal("333.34"),
        Decimal("333.34"),
        Decimal("333.33"),
    ]


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
def test_money_is_read_back_as_it_was_shown(amount) -> None:
    assert read(money_words(amount)).value == amount
    assert read(printed_money(amount)).value == amount


@pytest.mark.parametrize(
    ("amount", "words"),
    [("1234", "£1,234"), ("1234.5", "£1,234.50"), ("-111289", "(£111,289)"), ("-0.004", "£0")],
)
def test_brackets_mean_less_than_nothing(amount, words) -> None:
    assert money_words(Decimal(amount)) == words
