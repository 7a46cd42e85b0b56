import pytest

from safeloom.kernel.identifiers import dfe_la_code, gss_code, gss_kind, ods_code, urn


def test_right_forms_come_back_in_their_usual_form() -> None:
    assert ods_code(" qe1 ") == "QE1"
    assert ods_code("A12345") == "A12345"
    assert urn("119 201") == "119201"
    assert dfe_la_code("888") == "888"
    assert gss_code("e10000017", "E10", "E06") == "E10000017"
    assert gss_kind("E54000048") == "integrated care board"
    assert gss_kind("E92000001") == "country"


@pytest.mark.parametrize("text", ["", "Q", "QE-1", "ABCDEFGHIJK", "ＱＥ1"])
def test_other_ods_codes_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="3 to 10 letters and digits"):
        ods_code(text)


@pytest.mark.parametrize("text", ["", "12345", "1234567", "012345", "12345A", "１１９２０１"])
def test_other_urns_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="6 digits"):
        urn(text)


@pytest.mark.parametrize("text", ["", "88", "8888", "188", "200", "LAN"])
def test_other_dfe_codes_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"3 digits|begin at 201"):
        dfe_la_code(text)


@pytest.mark.parametrize(
    "text", ["", "E1000001", "E100000178", "W06000001", "E99000001", "E92000002"]
)
def test_other_gss_codes_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="E and 8 digits"):
        gss_code(text)


def test_a_place_of_another_kind_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="police force area"):
        gss_code("E10000017", "E23")
