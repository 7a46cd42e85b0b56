from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.kernel.printed import NotANumber, read, show


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("0", "0", 0),
        ("1,234", "1234", 0),
        ("1,234,567.80", "1234567.8", 2),
        ("£1.20", "1.2", 2),
        ("12%", "12", 0),
        ("12.50 %", "12.5", 2),
        ("-5", "-5", 0),
        ("−5", "-5", 0),
        ("–0.42%", "-0.42", 2),
        ("-£1,000", "-1000", 0),
        ("£-3", "-3", 0),
        ("(123)", "-123", 0),
        ("(£3,181)", "-3181", 0),
        ("£(3,181)", "-3181", 0),
        ("(4.5%)", "-4.5", 1),
        (" 7 ", "7", 0),
        ("\u00a0£\u00a01,000\u00a0", "1000", 0),
        (".5", "0.5", 1),
        ("-0", "0", 0),
        ("(0.0)", "0", 1),
        ("007", "7", 0),
    ],
)
def test_a_printed_number_is_read_with_its_decimals(text: str, value: str, decimals: int) -> None:
    printed = read(text)
    assert (printed.value, printed.decimals) == (Decimal(value), decimals)
    assert not (printed.value == 0 and printed.value.is_signed())


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\u00a0", "-", "£", "%", "()", ".", "5.", "1,23", "1,2345", ",123", "12,34,567",
        "1234,567", "0,123", "1.234,5", "9?", "?", "<10", "16-18", "2022-04-01", "Not Available",
        "--5", "(-5)", "-(5)", "(5", "5)", "5-", "££5", "£5%", "5%%", "1e3", "NaN", "Infinity",
        "1_000", "1 234", "٣", "１２", "½", "5\n6", "9" * 31,
    ],
)  # fmt: skip
def test_anything_else_is_not_a_number(text: str) -> None:
    with pytest.raises(NotANumber):
        read(text)


def test_the_message_says_what_is_wrong() -> None:
    with pytest.raises(NotANumber, match="blank"):
        read(" ")
    with pytest.raises(NotANumber, match="misplaced separators"):
        read("1,23")
    with pytest.raises(NotANumber, match="“9\\?” is not a number"):
        read("9?")


@given(st.decimals(-(10**12), 10**12, places=3), st.integers(0, 3))
def test_what_is_shown_reads_back(value: Decimal, decimals: int) -> None:
    shown = show(value, decimals)
    back = read(shown)
    assert back.decimals == decimals
    assert abs(back.value - value) <= Decimal("0.5").scaleb(-decimals)
    assert show(back.value, decimals) == shown


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_is_refused(text: str) -> None:
    try:
        printed = read(text)
    except NotANumber:
        return
    assert printed.value.is_finite()


def test_show_separates_thousands() -> None:
    assert show(Decimal("-1234567.125"), 2) == "-1,234,567.13"
    assert show(Decimal("-0.2"), 0) == "0"
