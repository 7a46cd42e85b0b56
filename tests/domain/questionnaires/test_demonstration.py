"""Invented answers are whole: each could be submitted."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.questionnaires.demonstration import Likely, drawn_answers
from safeloom.domain.questionnaires.evaluating import evaluate
from tests.domain.questionnaires.made import FACTS, questionnaires

LIKELY = Likely(
    0.7, ("Managers look at it each month.", "Staff know whom to ask."), date(2026, 6, 1)
)


@given(st.data())
def test_they_are_answers_to_whatever_is_asked(data) -> None:
    questionnaire, facts = data.draw(questionnaires()), data.draw(FACTS)
    chance = Random(data.draw(st.integers(0, 999)))
    found = evaluate(questionnaire, facts, drawn_answers(questionnaire, facts, chance, LIKELY))
    # Files are not invented, and nothing else is missing.
    assert {one.question.kind for one in found.in_the_way} <= {"file"}
