"""Age bands as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.kernel.ages import OLDEST, AgeBand, read_band

BANDS = st.tuples(st.integers(0, OLDEST), st.integers(0, OLDEST)).map(
    lambda ages: AgeBand(min(ages), max(ages))
)


@given(BANDS)
def test_a_band_reads_back_from_its_key_and_its_label(band):
    assert read_band(band.key()) == band
    assert read_band(band.label()) == band
    assert read_band(f"  aged {band.first} to  {band.last} ") == band


@pytest.mark.parametrize(
    ("text", "band"),
    [("0–17", (0, 17)), ("5", (5, 5)), ("18+", (18, 120)), ("65 and over", (65, 120)),
     ("All ages", (0, 120))],
)  # fmt: skip
def test_the_usual_forms(text, band):
    assert read_band(text) == AgeBand(*band)


@pytest.mark.parametrize("text", ["", "children", "17-0", "0-999", "-1", "5.5", "0-17-25", "٥"])
def test_what_is_no_band_says_what_to_write(text):
    with pytest.raises(ValueError, match=r"0-17|between 0 and 120"):
        read_band(text)
