"""A questionnaire is read out of TOML, or it is said what is wrong and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.questionnaires.definitions import Kind, Operator
from safeloom.domain.questionnaires.formats.reading import Unreadable, read_toml

SHORT = """
title = "Short audit"
sections_are = "Standard"
[scales.rag]
options = [
  { key = "red", title = "Red", value = 0, mark = "red" },
  { key = "green", title = "Green", value = 2, mark = "green", meets = true },
]
[[sections]]
title = "Leadership"
[[sections.questions]]
key = "led"
words = "How far is this met?"
kind = "grade"
scale = "rag"
required = true
[[sections.questions]]
words = "Why not?"
when = ["led is red"]
most_words = 200
"""


def test_a_short_one_is_read() -> None:
    found = read_toml(SHORT)
    led, why = found.questions()
    assert (found.title, found.sections_are, led.kind) == ("Short audit", "Standard", Kind.GRADE)
    assert led.option["green"].meets
    assert why.key == "why-not"
    assert [(one.subject, one.operator, one.value) for one in why.condition.clauses] == [
        ("led", Operator.IS, "red")
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ('kind = "grade"', 'kind = "essay"', "Choose a kind of answer"),
        ('scale = "rag"', 'scale = "none"', "There is no scale “none”"),
        ('"led is red"', '"led resembles red"', "name a question"),
        ("most_words = 200", 'most_words = "many"', "whole number"),
        ("required = true", 'required = "yes"', "true or false"),
        ('words = "Why not?"', "", "Give each question its words"),
        ('title = "Short audit"', "", "Give the questionnaire a title"),
        ("most_words = 200", "longest = 200", "“longest” is nothing a question has"),
        ("[[sections]]", "[[sections", "cannot be read as TOML"),
    ],
)
def test_what_is_wrong_is_said(was: str, becomes: str, words: str) -> None:
    assert was in SHORT
    with pytest.raises(Unreadable, match=words):
        read_toml(SHORT.replace(was, becomes, 1))


@given(st.data())
def test_a_damaged_one_is_read_or_refused(data) -> None:
    start = data.draw(st.integers(0, len(SHORT)))
    end = data.draw(st.integers(start, min(len(SHORT), start + 40)))
    try:
        read_toml(SHORT[:start] + data.draw(st.text(max_size=20)) + SHORT[end:])
    except Unreadable as refused:
        assert refused.problems
