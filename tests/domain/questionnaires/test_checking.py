"""What keeps a questionnaire from being published is said, and what to do."""

from dataclasses import replace

from safeloom.domain.questionnaires.checking import circle_of, problems_of
from safeloom.domain.questionnaires.definitions import (
    Clause,
    Condition,
    Kind,
    Operator,
    Option,
    Question,
    Questionnaire,
    Section,
)

A = Question("a", "First?", Kind.TEXT)
B = Question("b", "Second?", Kind.TEXT, condition=Condition((Clause("a", Operator.ANSWERED),)))


def _of(*questions: Question) -> Questionnaire:
    return Questionnaire("One", (Section("s", "Section", questions),))


def _words(questionnaire: Questionnaire) -> str:
    return " ".join(one.words for one in problems_of(questionnaire))


def test_a_right_one_has_no_problem() -> None:
    assert problems_of(_of(A, B)) == []


def test_conditions_that_wait_for_each_other_are_named() -> None:
    first = replace(A, condition=Condition((Clause("b", Operator.ANSWERED),)))
    assert circle_of(_of(first, B)) == ["a", "b"]
    assert "“First?” depends on “Second?” depends on “First?”: they wait" in _words(_of(first, B))
    itself = replace(A, condition=Condition((Clause("a", Operator.ANSWERED),)))
    assert circle_of(_of(itself)) == ["a"]


def test_a_condition_looks_back_and_at_what_is_there() -> None:
    assert "stands after it" in _words(_of(B, A))
    gone = replace(B, condition=Condition((Clause("zz", Operator.ANSWERED),)))
    assert "“zz”, which is not there" in _words(_of(A, gone))
    more = replace(B, condition=Condition((Clause("a", Operator.AT_LEAST, "3"),)))
    assert "has no more or less" in _words(_of(A, more))


def test_a_list_has_two_answers_and_each_once() -> None:
    one = Question("c", "Which?", Kind.CHOICE, options=(Option("x", "X"),))
    assert "at least two" in _words(_of(one))
    twice = replace(one, options=(Option("x", "X"), Option("y", "X")))
    assert "“X” stands 2 times" in _words(_of(twice))


def test_a_key_names_one_thing_and_nothing_is_empty() -> None:
    assert "“a” names 2 things" in _words(_of(A, A))
    assert "add one" in _words(Questionnaire("None", ()))
    assert "has no question" in _words(Questionnaire("None", (Section("s", "Bare", ()),)))
