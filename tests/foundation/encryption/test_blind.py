"""What is said exactly is found, however it is written, and only under this installation's keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.foundation.encryption import blind

PLACE = "foundation.PrivateContact.telephone"


@pytest.mark.parametrize(
    "written",
    [
        "0117 496 0123",
        "01174960123",
        "(0117) 496-0123",
        "+44 117 496 0123",
        "+44 (0)117 4960123",
        "0044 117 496 0123",
        " 0117\u00a0496\u20110123 ",
    ],
)
def test_one_number_in_all_its_forms(written):
    assert blind.telephone(written) == "+441174960123"


@pytest.mark.parametrize(
    ("one", "other"),
    [("12 High St, Vale\nVA1 2BC", "12 high st vale va12bc"), ("Café Row 3", "CAFE ROW 3")],
)
def test_addresses_whatever_their_signs(one, other):
    assert blind.folded(one) == blind.folded(other)


def test_addresses_of_mail_whatever_their_capitals():
    assert blind.email(" Ash@Vale.Example ") == "ash@vale.example"


@given(st.text(max_size=60))
def test_a_normal_form_is_its_own(text):
    for form in blind.FORMS.values():
        assert form(form(text)) == form(text)


@given(st.text(max_size=60))
def test_an_index_tells_fields_and_keys_apart(text):
    here = blind.index_of(PLACE, "folded", text)
    assert here == "" or here != blind.index_of(
        PLACE.replace("telephone", "address"), "folded", text
    )
    assert blind.indexes_of(PLACE, "folded", text) == ([here] if here else [])
    assert text == "" or len(text) < 6 or text not in here
