from decimal import Decimal
from fractions import Fraction
from math import prod

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from safeloom.kernel.figure_rules import RULES
from safeloom.kernel.figures import Figure, Outcome, check

from .test_rounding import half_up

PLAIN = sorted(set(RULES) - {"direction"})


def check_one(rule: str, printed: str, *terms: str) -> Outcome:
    names = [f"t{number}" for number in range(len(terms))]
    rows = [Figure(2, "figure", printed, rule, tuple(names))]
    rows += [Figure(3 + n, name, terms[n], "", ()) for n, name in enumerate(names)]
    return check(rows)


def problems(outcome: Outcome) -> set[tuple[int, str]]:
    return {(each.row, each.field) for each in outcome.unreadable}


@pytest.mark.parametrize(
    ("rule", "terms", "right"),
    [
        ("sum", ["1,000", "£20", "(5)"], "1,015"),
        ("sum", ["7"], "7"),
        ("difference", ["5", "8"], "-3"),
        ("difference", ["5", "8"], "(3)"),
        ("product", ["3", "3", "2"], "18"),
        ("product", ["0.1", "0.1"], "0.01"),
        ("share", ["1", "8"], "12.5"),
        ("share", ["1", "8"], "13%"),
        ("share", ["2", "3"], "66.67"),
        ("pooled_share", ["4", "6", "6", "6"], "83"),
        ("pooled_share", ["1", "2"], "50"),
        ("change", ["310", "356"], "14.8"),
        ("change", ["-4", "-5"], "25"),
        ("change", ["200", "199"], "-0.5"),
        ("change", ["200", "199"], "-1"),
        ("fall", ["155", "139"], "10.3"),
        ("fall", ["4", "5"], "-25"),
        ("complement", ["61.5"], "38.5"),
        ("complement", ["61.5"], "39"),
        ("same", ["76.4"], "76"),
        ("same", ["76"], "76.00"),
        ("same", ["-0"], "0"),
        ("same", ["-0.4"], "-0"),
        ("direction", ["31", "30"], "Worse"),
        ("direction", ["90", "90.0"], "Same"),
        ("direction", ["-2", "-1"], "Improved"),
    ],
)
def test_right_figures_are_let_be(rule: str, terms: list[str], right: str) -> None:
    assert check_one(rule, right, *terms) == Outcome(1, (), ())


@pytest.mark.parametrize(
    ("rule", "terms", "printed", "worked_out"),
    [
        ("sum", ["1", "2"], "4", "3"),
        ("sum", ["1", "2"], "£3.10", "3.00"),
        ("share", ["1", "8"], "12", "13"),
        ("change", ["200", "199"], "0", "-1"),
        ("same", ["76.4"], "76.0", "76.4"),
        ("pooled_share", ["1", "2", "4", "4"], "37", "38"),
        ("direction", ["90", "90"], "Improved", "Same"),
    ],
)
def test_wrong_figures_are_named_with_what_should_stand_there(
    rule: str, terms: list[str], printed: str, worked_out: str
) -> None:
    (wrong,) = check_one(rule, printed, *terms).wrong
    assert (wrong.id, wrong.printed, wrong.worked_out, wrong.rule) == (
        "figure", printed, worked_out, rule,
    )  # fmt: skip


numbers = st.decimals(-(10**6), 10**6, places=2)


def worked_out(rule: str, terms: list[Fraction]) -> Fraction:
    """Each rule a second time, in fractions and from its description."""
    half = len(terms) // 2
    match rule:
        case "sum":
            return sum(terms, Fraction(0))
        case "product":
            return prod(terms, start=Fraction(1))
        case "same":
            return terms[0]
        case "complement":
            return 100 - terms[0]
        case "pooled_share":
            return 100 * sum(terms[:half], Fraction(0)) / sum(terms[half:], Fraction(0))
    first, second = terms
    match rule:
        case "difference":
            return first - second
        case "share":
            return 100 * first / second
        case "change":
            return 100 * (second / first - 1)
        case "fall":
            return 100 * (1 - second / first)
    raise AssertionError(rule)


@given(st.sampled_from(PLAIN), st.lists(numbers, min_size=1, max_size=6), st.integers(0, 3))
def test_every_rule_agrees_with_a_second_calculation(
    rule: str, terms: list[Decimal], decimals: int
) -> None:
    assume(not RULES[rule].wrong_number_of_terms(len(terms)))
    try:
        exact = half_up(worked_out(rule, [Fraction(term) for term in terms]), decimals)
    except ZeroDivisionError:
        assert problems(check_one(rule, "0", *map(str, terms))) == {(2, "terms")}
        return
    whole = f"{abs(exact.numerator * (10**decimals // exact.denominator)):0{decimals + 1}d}"
    right = (
        f"{whole[: len(whole) - decimals]}{'.' if decimals else ''}{whole[len(whole) - decimals :]}"
    )
    assume(len(right) <= 30)  # longer ones are refused as unreadable
    signed = f"-{right}" if exact < 0 else right
    texts = [str(term) for term in terms]
    assert check_one(rule, signed, *texts) == Outcome(1, (), ())
    assert check_one(rule, f"({right})" if exact < 0 else f"{right}%", *texts).wrong == ()
    last = "1" if right[-1] != "1" else "2"
    misprinted = ("-" if exact < 0 else "") + right[:-1] + last
    (wrong,) = check_one(rule, misprinted, *texts).wrong
    assert wrong.worked_out == signed


@given(st.integers(-(10**9), 10**9), st.integers(0, 3))
@example(0, 0)
def test_an_exact_half_is_rounded_away_from_zero(whole: int, decimals: int) -> None:
    sign = "-" if whole < 0 else ""
    size = Decimal(abs(whole)).scaleb(-decimals)
    half = size + Decimal(5).scaleb(-decimals - 1)
    up = size + Decimal(1).scaleb(-decimals)
    assert check_one("same", f"{sign}{up:f}", f"{sign}{half:f}").wrong == ()
    assert len(check_one("same", f"{sign}{size:f}", f"{sign}{half:f}").wrong) == 1


@pytest.mark.parametrize(
    ("rule", "terms"),
    [
        ("share", ["1", "0"]),
        ("share", ["0", "0.00"]),
        ("change", ["0", "1"]),
        ("fall", ["-0", "1"]),
        ("pooled_share", ["1", "2", "4", "-4"]),
    ],
)
def test_a_zero_denominator_is_unreadable(rule: str, terms: list[str]) -> None:
    outcome = check_one(rule, "0", *terms)
    assert problems(outcome) == {(2, "terms")}
    assert (outcome.checked, outcome.wrong) == (0, ())


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("sum", 0), ("product", 0), ("same", 0), ("same", 2), ("complement", 2), ("share", 1),
        ("difference", 3), ("change", 1), ("fall", 3), ("direction", 1), ("pooled_share", 0),
        ("pooled_share", 3),
    ],
)  # fmt: skip
def test_a_wrong_number_of_terms_is_unreadable(rule: str, count: int) -> None:
    assert problems(check_one(rule, "1", *["1"] * count)) == {(2, "terms")}


@pytest.mark.parametrize("text", ["", " ", "9?", "<10", "1,23", "Not Available"])
def test_text_where_a_number_is_needed_is_named_where_it_stands(text: str) -> None:
    assert problems(check_one("sum", "1", "1", text)) == {(4, "value")}
    assert problems(check_one("sum", text, "1")) == {(2, "value")}


def test_text_needed_by_many_rules_is_named_once_and_none_of_them_is_checked() -> None:
    outcome = check(
        [
            Figure(2, "total", "3", "sum", ("a", "b")),
            Figure(3, "rate", "50", "share", ("a", "b")),
            Figure(4, "a", "1", "", ()),
            Figure(5, "b", "about 2", "", ()),
            Figure(6, "again", "1", "same", ("a",)),
        ]
    )
    assert problems(outcome) == {(5, "value")}
    assert (outcome.checked, outcome.wrong) == (1, ())


def test_a_row_without_a_rule_may_say_anything() -> None:
    assert check([Figure(2, "a", "9?", "", ("nowhere",))]) == Outcome(0, (), ())


def test_unknown_rules_and_terms_are_unreadable() -> None:
    assert problems(check_one("mean", "1", "1")) == {(2, "rule")}
    outcome = check([Figure(2, "a", "1", "same", ("nowhere",))])
    assert problems(outcome) == {(2, "terms")}
    assert "nowhere" in outcome.unreadable[0].problem


def test_missing_and_repeated_ids_are_unreadable_and_nothing_is_guessed_from_them() -> None:
    outcome = check(
        [
            Figure(2, "a", "1", "", ()),
            Figure(3, "a", "2", "", ()),
            Figure(4, "", "3", "", ()),
            Figure(5, "b", "1", "same", ("a",)),
            Figure(6, "c", "4", "same", ("d",)),
            Figure(7, "d", "5", "", ()),
        ]
    )
    assert problems(outcome) == {(3, "id"), (4, "id")}
    assert outcome.checked == 1
    assert [wrong.id for wrong in outcome.wrong] == ["c"]


def test_a_figure_worked_out_from_a_wrong_one_is_judged_by_what_is_printed() -> None:
    outcome = check(
        [
            Figure(2, "girls", "29", "complement", ("boys",)),
            Figure(3, "boys", "61", "", ()),
            Figure(4, "all", "90", "sum", ("boys", "girls")),
        ]
    )
    assert [wrong.id for wrong in outcome.wrong] == ["girls"]


def test_every_digit_of_long_sums_counts() -> None:
    outcome = check_one(
        "sum", "100000000000000000000000000000", "99999999999999999999999999999", "1.4"
    )
    assert outcome == Outcome(1, (), ())
    outcome = check_one(
        "sum", "100000000000000000000000000000", "99999999999999999999999999999", "1.5"
    )
    assert outcome.wrong[0].worked_out == "100000000000000000000000000001"
