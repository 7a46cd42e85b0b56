"""Only neutral references are taken, and the message never repeats what may be a name."""

import pytest
from django.core.exceptions import ValidationError

from safeloom.systems.case_audit.references import hash_of, read_references


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Robin Invented", "name"),
        ("Robin1", "name"),
        ("robin", "name"),
        ("smith-2026", "name"),
        ("943 476 5919", "NHS number"),
        ("9434765919", "NHS number"),
        ("943-476-5919", "NHS number"),
        ("12/03/2019", "date of birth"),
        ("K-12.03.19", "date of birth"),
        ("2019-03-12", "date of birth"),
        ("12032019", "date of birth"),
        ("K 1042", "not a reference"),
        ("K" * 40 + "1", "not a reference"),
    ],
)
def test_what_may_tell_who_it_is_is_refused_and_not_repeated(line, words) -> None:
    with pytest.raises(ValidationError) as refused:
        read_references(f"K-1001\n{line}")
    (said,) = refused.value.message_dict["references"]
    assert words in said and said.startswith("Line 2") and line not in said


def test_references_are_taken_once_each_from_lines_and_commas() -> None:
    found = read_references("K-1001, K-1002\n\nCase-7\r\nK-1001\nEH/2026/031\n4471023")
    assert found == ["K-1001", "K-1002", "Case-7", "EH/2026/031", "4471023"]


def test_the_hash_is_that_of_the_list_in_whatever_order() -> None:
    assert hash_of(["b2", "a1"]) == hash_of(["a1", "b2"]) != hash_of(["a1"])


def test_an_empty_list_says_what_to_do() -> None:
    with pytest.raises(ValidationError, match="one to a line"):
        read_references(" \n ")
