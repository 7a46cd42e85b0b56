"""Totals, against a second plain calculation."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.indicators.cells import NOT_SUPPLIED, Standing, cell_of, total_of
from safeloom.domain.indicators.definitions import State
from safeloom.domain.indicators.models import Measure

PERCENT = Measure(unit="percent", decimals=1, denominator="all", polarity="high_is_good")
RATE = Measure(unit="rate_per_10000", decimals=2, denominator="all", polarity="low_is_good")
COUNT = Measure(unit="count", polarity="low_is_good")
parts = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(
    lambda pair: (min(pair), max(pair))
)


def part(numerator: int, denominator: int, of: Measure = PERCENT, state=State.SUPPLIED):
    return cell_of(of, state, Decimal(numerator), Decimal(denominator), None)


def half_up(exact: Fraction, decimals: int) -> Decimal:
    scaled = exact * 10**decimals
    whole = scaled.numerator // scaled.denominator
    return Decimal(whole + (scaled - whole >= Fraction(1, 2))).scaleb(-decimals)


@given(st.lists(parts, min_size=1, max_size=6))
def test_a_total_percentage_is_worked_out_from_sums_and_never_an_average(pairs):
    total = total_of(PERCENT, [part(*pair) for pair in pairs])
    above, below = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    assert (total.numerator, total.denominator) == (above, below)
    expected = half_up(Fraction(100 * above, below), 1) if below else None
    assert total.value == expected


@given(parts)
def test_a_rate_is_per_ten_thousand(pair):
    cell = part(*pair, of=RATE)
    assert cell.value == (half_up(Fraction(10_000 * pair[0], pair[1]), 2) if pair[1] else None)


@given(st.lists(st.one_of(st.none(), st.integers(0, 999)), min_size=1, max_size=6))
def test_a_total_that_lacks_a_part_is_no_number(numbers):
    cells = [
        NOT_SUPPLIED
        if number is None
        else cell_of(COUNT, State.SUPPLIED, None, None, Decimal(number))
        for number in numbers
    ]
    total = total_of(COUNT, cells)
    if None in numbers:
        assert total.value is None
        assert not total.known
    else:
        assert total.value == sum(numbers)


def test_the_words_say_how_much_of_a_total_is_there():
    total = total_of(PERCENT, [part(1, 2), part(1, 2), NOT_SUPPLIED])
    assert total.words == "Not complete (2 of 3)"
    assert total_of(PERCENT, [NOT_SUPPLIED, NOT_SUPPLIED]).words == "Not supplied"


def test_not_supplied_not_applicable_provisional_and_zero_are_four_things():
    zero = cell_of(COUNT, State.SUPPLIED, None, None, Decimal(0))
    provisional = cell_of(COUNT, State.PROVISIONAL, None, None, Decimal(0))
    missing = cell_of(COUNT, State.NOT_SUPPLIED, None, None, None)
    inapplicable = cell_of(COUNT, State.NOT_APPLICABLE, None, None, None)
    assert len({cell.standing for cell in (zero, provisional, missing, inapplicable)}) == 4
    assert (zero.words, missing.words, inapplicable.words) == (
        "0",
        "Not supplied",
        "Not applicable",
    )
    assert total_of(COUNT, [zero, inapplicable]).value == 0
    assert total_of(COUNT, [zero, provisional]).standing is Standing.PROVISIONAL


def test_nothing_out_of_nothing_is_not_nought_per_cent():
    none = part(0, 0)
    assert none.value is None
    assert none.words == "None to measure (0 of 0)"
    assert total_of(PERCENT, [none, part(3, 4)]).value == 75


def test_a_percentage_without_its_parts_cannot_be_added_up():
    alone = cell_of(PERCENT, State.SUPPLIED, None, None, Decimal(80))
    total = total_of(PERCENT, [alone, part(1, 2)])
    assert total.value is None
    assert "Not worked out" in total.words
