"""The surveys that are shipped can be published, and nobody has to answer what they do not want to."""

import pytest

from safeloom.domain.questionnaires.checking import problems_of
from safeloom.domain.questionnaires.definitions import BY_OPTION
from safeloom.systems.surveys.content import SHIPPED, ready


@pytest.mark.parametrize("key", SHIPPED)
def test_each_can_be_published_as_it_is(key: str) -> None:
    assert problems_of(ready()[key]) == []


@pytest.mark.parametrize("key", ["children", "pupils"])
def test_children_may_always_not_want_to_say_and_see_where_help_is(key: str) -> None:
    survey = ready()[key]
    for one in survey.questions():
        assert not one.required
        if one.kind in BY_OPTION:
            assert one.options[-1].title == "I don’t want to say"
    for section in survey.sections:
        assert "0800 1111" in section.help and "999" in section.help
    assert "0800 1111" in survey.introduction


def test_the_children_s_survey_is_short_and_plain() -> None:
    survey = ready()["children"]
    words = [one.words for one in survey.questions()]
    assert len(words) == 8 and all(len(one.split()) <= 12 for one in words)
    assert "eight questions" in survey.introduction


def test_practitioners_are_asked_before_and_after() -> None:
    pairs = [one for one in ready()["practitioners"].questions() if one.after]
    assert len(pairs) == 4
