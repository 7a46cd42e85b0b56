"""Scores of risks on a grid of four by four."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.kernel.risk import (
    PRODUCTS,
    STEPS,
    Band,
    Movement,
    Score,
    band_of,
    movement,
    outside,
    read_score,
)

STEP = st.sampled_from(list(STEPS))
VALUE = st.one_of(st.none(), st.sampled_from(PRODUCTS))


@given(STEP, STEP)
def test_a_score_is_its_product_and_stands_on_the_grid(likelihood, impact):
    score = Score(likelihood, impact)
    assert score.value == likelihood * impact and score.value in PRODUCTS
    assert score.cell == (likelihood, impact)
    assert score.show() == f"{likelihood * impact} ({likelihood} × {impact})"


@given(st.one_of(st.none(), st.integers(-2, 20)), st.one_of(st.none(), st.integers(-2, 20)))
def test_half_a_score_or_one_off_the_grid_is_refused(likelihood, impact):
    known = [one for one in (likelihood, impact) if one is not None]
    if len(known) != 1 and all(one in STEPS for one in known):
        assert (Score(likelihood, impact).value is None) == (not known)
    else:
        with pytest.raises(ValueError, match=r"steps|together"):
            Score(likelihood, impact)


def test_a_product_may_stand_alone_but_only_one_that_two_steps_make():
    assert Score(product=9).value == 9 and Score(product=9).cell is None
    for wrong in (0, 5, 7, 10, 25):
        with pytest.raises(ValueError, match="a score is one of 1, 2, 3, 4, 6, 8, 9, 12, 16"):
            Score(product=wrong)
    with pytest.raises(ValueError, match="follows from"):
        Score(3, 3, 9)


def test_what_is_not_known_is_never_a_zero():
    assert Score().value is None and Score().band is Band.NOT_KNOWN
    assert Score().show() == "Not known"
    assert Score(words="9?").show() == "Not known (“9?”)" and Score(words="9?").value is None


def test_bands_are_whole():
    assert {value: band_of(value).value for value in PRODUCTS} == {
        1: "low", 2: "low", 3: "low", 4: "medium", 6: "medium", 8: "medium", 9: "medium",
        12: "high", 16: "high",
    }  # fmt: skip


@given(VALUE, VALUE)
def test_movement_is_told_only_between_two_known_scores(before, after):
    found = movement(before, after)
    assert (found is Movement.NOT_KNOWN) == (before is None or after is None)
    back = {Movement.UP: Movement.DOWN, Movement.DOWN: Movement.UP}.get(found, found)
    assert movement(after, before) is back


@given(VALUE, VALUE)
def test_a_risk_is_outside_above_the_appetite_and_not_at_it(value, appetite):
    found = outside(value, appetite)
    if value is None or appetite is None:
        assert found is None
    else:
        assert found is (value > appetite)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("12", Score(product=12)),
        (" 9.0 ", Score(product=9)),
        ("3x4", Score(3, 4)),
        ("3 × 4 = 12", Score(3, 4)),
        ("12 (3 x 4)", Score(3, 4)),
        ("L3 x I4", Score(3, 4)),
        ("9?", Score(words="9?")),
        ("?", Score(words="?")),
        ("High", Score(words="High")),
        ("", None),
        ("N/A", None),
    ],
)
def test_a_score_is_read_as_people_write_it(text, score):
    assert read_score(text) == score


@pytest.mark.parametrize("text", ["25", "0", "7", "5x5", "12 (2x4)", "a" * 41])
def test_what_is_on_another_grid_is_refused(text):
    with pytest.raises(ValueError):
        read_score(text)


@given(st.text(max_size=60))
def test_any_text_is_a_score_or_words_or_refused(text):
    try:
        found = read_score(text)
    except ValueError:
        return
    assert found is None or found.value in (None, *PRODUCTS)
