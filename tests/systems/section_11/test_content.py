"""The nine standards are whole, and can be answered."""

from datetime import date
from random import Random

import pytest

from safeloom.domain.questionnaires.checking import problems_of
from safeloom.domain.questionnaires.definitions import Facts, Kind
from safeloom.domain.questionnaires.demonstration import Likely, drawn_answers
from safeloom.domain.questionnaires.evaluating import evaluate
from safeloom.systems.section_11.content import USE, ready

LIKELY = Likely(
    0.7, ("Managers look at it each month.", "Staff know whom to ask."), date(2026, 6, 1)
)


def test_there_are_nine_standards_each_with_a_grade() -> None:
    questionnaire = ready()[USE]
    assert problems_of(questionnaire) == []
    assert len(questionnaire.sections) == 9
    for section in questionnaire.sections:
        assert [one.kind for one in section.questions].count(Kind.GRADE) == 1
        assert all(one.most_words <= 200 for one in section.questions)


@pytest.mark.parametrize("number", range(5))
def test_the_nine_standards_are_answered_whole(number: int) -> None:
    questionnaire = ready()[USE]
    answers = drawn_answers(questionnaire, Facts({}), Random(number), LIKELY)
    assert evaluate(questionnaire, Facts({}), answers).may_submit
