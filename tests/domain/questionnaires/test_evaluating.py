"""One evaluator decides what applies, what is required, what is answered."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.questionnaires.checking import problems_of
from safeloom.domain.questionnaires.definitions import (
    Clause,
    Condition,
    Facts,
    Given,
    Kind,
    Operator,
    Option,
    Question,
    Questionnaire,
    Section,
)
from safeloom.domain.questionnaires.evaluating import evaluate, words_in
from tests.domain.questionnaires.made import FACTS, answers, questionnaires

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
STAFF = Question("staff", "Do you have staff?", Kind.CHOICE, required=True, options=YES_NO)
MANY = Question(
    "many",
    "How many?",
    Kind.NUMBER,
    required=True,
    least=Decimal(1),
    condition=Condition((Clause("staff", Operator.IS, "yes"),)),
)
WORDS = Question("words", "Say more", Kind.TEXT, most_words=200, may_not_apply=True)
SCHOOL = Section(
    "school",
    "Schools",
    (Question("roll", "Pupils on roll", Kind.NUMBER, required=True),),
    condition=Condition((Clause("fact:kind", Operator.IS, "school"),)),
)
ASKED = Questionnaire("Short", (Section("one", "One", (STAFF, MANY, WORDS)), SCHOOL))
POLICE = Facts({"kind": frozenset({"police"})})


def test_what_does_not_apply_is_neither_required_nor_answered() -> None:
    said = {
        "staff": Given(options=("no",)),
        "many": Given(number=Decimal(3)),
        "roll": Given(number=Decimal(90)),
    }
    found = evaluate(ASKED, POLICE, said)
    assert (found.tally.applicable, found.tally.answered, found.tally.required) == (2, 1, 1)
    assert found.may_submit
    assert not found["many"].counts
    assert [section.key for section, _ in found.asked] == ["one"]


def test_a_condition_opens_a_question_and_a_fact_a_section() -> None:
    found = evaluate(
        ASKED, Facts({"kind": frozenset({"school"})}), {"staff": Given(options=("yes",))}
    )
    assert [one.question.key for one in found.in_the_way] == ["many", "roll"]
    assert found.tally.missing == 2


@pytest.mark.parametrize(
    ("many", "problem"),
    [
        (200, ""),
        (201, "Your answer has 201 words: take out 1 so that it has 200 or fewer."),
    ],
)
def test_an_answer_has_as_many_words_as_it_may_have(many: int, problem: str) -> None:
    said = {"words": Given(text="word " * many)}
    assert words_in("word " * many) == many
    assert evaluate(ASKED, POLICE, said)["words"].problem == problem


def test_nought_is_an_answer_and_blank_is_none() -> None:
    bare = Questionnaire(
        "Bare", (Section("one", "One", (Question("n", "How many?", Kind.NUMBER, required=True),)),)
    )
    assert evaluate(bare, POLICE, {"n": Given(number=Decimal(0))}).may_submit
    assert not evaluate(bare, POLICE, {"n": Given(text="  ")}).may_submit


def test_what_was_brought_forward_waits_until_it_is_looked_at() -> None:
    said = {"staff": Given(options=("no",), unconfirmed=True)}
    found = evaluate(ASKED, POLICE, said)
    assert not found["staff"].answered
    assert found["staff"].stands_in_the_way == "Look at last time’s answer: keep it, or change it."


def test_saying_that_it_does_not_apply_needs_a_reason_and_the_right() -> None:
    assert evaluate(ASKED, POLICE, {"words": Given(not_applicable=True)})["words"].problem
    right = Given(not_applicable=True, text="We employ nobody.")
    assert evaluate(ASKED, POLICE, {"words": right})["words"].answered
    assert evaluate(ASKED, POLICE, {"staff": right})["staff"].problem


@given(st.data())
def test_the_bar_the_gate_and_what_counts_agree(data) -> None:
    questionnaire = data.draw(questionnaires())
    assert problems_of(questionnaire) == []
    found = evaluate(questionnaire, data.draw(FACTS), data.draw(answers(questionnaire)))
    whole = found.tally
    parts = [found.tally_of(section) for section in questionnaire.sections]
    assert whole.applicable == sum(one.applicable for one in parts)
    assert whole.answered == sum(one.answered for one in parts)
    assert whole.answered == sum(one.counts for one in found.standings.values())
    assert whole.applicable == sum(len(standings) for _, standings in found.asked)
    # Whatever may be submitted has all that is required, and nothing else stands in the way.
    assert whole.missing == 0 or not found.may_submit
    if found.may_submit:
        assert all(
            one.given.is_blank or one.counts for one in found.standings.values() if one.applies
        )
    assert (whole.percent == 100) == (whole.answered == whole.applicable)


@given(st.data())
def test_answers_to_what_does_not_apply_change_nothing(data) -> None:
    questionnaire = data.draw(questionnaires())
    facts, said = data.draw(FACTS), data.draw(answers(questionnaire))
    found = evaluate(questionnaire, facts, said)
    without = {key: one for key, one in said.items() if found[key].applies}
    again = evaluate(questionnaire, facts, without)
    assert again.tally == found.tally
    assert [one.question.key for one in again.in_the_way] == [
        one.question.key for one in found.in_the_way
    ]
