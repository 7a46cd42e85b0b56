from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.kernel.cells import cell, safe_text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "\x00=1"]
)
def test_what_a_spreadsheet_could_run_is_made_text(text: str) -> None:
    assert safe_text(text).startswith("'")


@given(st.text())
def test_no_text_begins_like_a_formula_and_nothing_else_is_changed(text: str) -> None:
    safe = safe_text(text)
    assert not safe.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not safe.startswith(("\t", "\r", "\n"))
    assert safe.removeprefix("'") in text or any(ord(letter) < 32 for letter in text)


def test_true_numbers_and_dates_stay_what_they_are() -> None:
    assert cell(-5) == -5
    assert cell(Decimal("-1.50")) == Decimal("-1.50")
    assert cell(date(2026, 12, 4)) == date(2026, 12, 4)
    assert cell(None) is None
    assert cell(True) == "Yes"
    assert cell("-5") == "'-5"
    assert cell("Board, yearly") == "Board, yearly"
    with pytest.raises(TypeError, match="float"):
        cell(1.5)  # type: ignore[arg-type]
