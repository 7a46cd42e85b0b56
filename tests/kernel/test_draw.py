"""A draw can be repeated from its number, and favours nobody."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.kernel.draw import LARGEST, drawn, new_number

KEYS = [f"AG-{number:04d}" for number in range(1, 11)]


def test_a_draw_stays_what_it_was() -> None:
    # Written down: a later version must draw the same.
    assert drawn(KEYS, 3, 20261125) == WRITTEN


WRITTEN = ["AG-0001", "AG-0004", "AG-0008"]


@given(st.lists(st.text(max_size=8), max_size=30), st.integers(0, 40), st.integers(1, LARGEST))
def test_order_does_not_matter_and_none_is_drawn_twice(keys, many, number) -> None:
    found = drawn(keys, many, number)
    assert found == drawn(reversed(keys), many, number)
    assert len(found) == len(set(found)) == min(many, len(set(keys)))
    # Who is drawn among three is drawn among five: asking for more takes nobody out.
    assert drawn(keys, many + 2, number)[: len(found)] == found


def test_each_is_drawn_about_as_often() -> None:
    counts = Counter(key for number in range(1, 3001) for key in drawn(KEYS, 3, number))
    # 900 each are expected; five standard deviations are 125.
    assert all(775 < counts[key] < 1025 for key in KEYS)


def test_fewer_than_none_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than none"):
        drawn(KEYS, -1, 1)


def test_a_new_number_is_within_its_bounds() -> None:
    assert all(1 <= new_number() <= LARGEST for _ in range(50))
