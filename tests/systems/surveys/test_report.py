"""Surveys in a report: their numbers are those of the answers, worked out a second time."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from safeloom.domain.questionnaires.models import Answer
from safeloom.foundation.today import today
from safeloom.reports.document.tree import Table
from safeloom.reports.material import NOT_SHOWN, BlockContext, Shown
from safeloom.systems.surveys.report import choices, surveys
from tests.factories.questionnaires import an_open_link
from tests.factories.surveys import a_survey, came

WORTH = {"not": 1, "fairly": 2, "very": 3}


def drawn(here, *chosen):
    """The values of the block by the survey and what they are, and its tables."""
    about = [one.record for one in chosen]
    material = surveys(BlockContext(here, today(), today(), today(), "2026", about))
    numbers = {one.id: one for one in material.numbers}
    parts = material.draw(Shown(numbers, frozenset()))
    values = {tuple(id.split("/")[1:]): one.row.value for id, one in numbers.items()}
    return values, [one for one in parts if isinstance(one, Table)]


def test_each_number_is_that_of_the_answers(vale) -> None:
    survey = a_survey(vale, ended=today())
    said = [("not", "very")] * 9 + [("fairly", "fairly")] * 6 + [("very", "not")] * 5
    came(an_open_link(survey), *said)
    values, tables = drawn(vale, survey)
    rows = Answer.objects.filter(response__campaign=survey, option__isnull=False)
    given = {(one.response_id, one.question.key): WORTH[one.option.key] for one in rows}
    people = {response for response, _ in given}
    moved = [given[one, "now"] - given[one, "before"] for one in people]
    signs = Counter((one > 0) - (one < 0) for one in moved)
    mean = (Decimal(sum(moved)) / len(moved)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    key = survey.record.reference.lower()
    assert values == {
        (key, "answers"): f"{len(people)}",
        (key, "1", "pairs"): f"{len(moved)}",
        (key, "1", "up"): f"{signs[1]}",
        (key, "1", "same"): f"{signs[0]}",
        (key, "1", "down"): f"{signs[-1]}",
        (key, "1", "mean"): f"{mean}",
    }
    assert len(tables) == 2
    assert choices(vale) == [(survey.record_id, survey.record.title)]


def test_of_few_nothing_is_printed_and_nothing_follows(vale) -> None:
    few, some = (a_survey(vale, title, ended=today()) for title in ("Few", "Some"))
    came(an_open_link(few), *[("not", "very")] * 4)
    came(an_open_link(some), *[("not", "very")] * 9, *[("very", "not")] * 2)
    values, tables = drawn(vale, few, some)
    assert values.pop((few.record.reference.lower(), "answers")) == NOT_SHOWN
    key = some.record.reference.lower()
    assert (values[key, "answers"], values[key, "1", "down"]) == ("11", NOT_SHOWN)
    hidden = [name for name in ("up", "same") if values[key, "1", name] == NOT_SHOWN]
    assert hidden, "how many moved down would follow from the others"
    assert len(tables) == 2
