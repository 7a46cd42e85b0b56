"""What a campaign comes to: what is counted, rounded and hidden."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from statistics import mean, median

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeloom.domain.questionnaires.definitions import (
    Facts,
    Given,
    Kind,
    Question,
    Questionnaire,
)
from safeloom.domain.questionnaires.evaluating import Standing, evaluate
from safeloom.domain.questionnaires.exports import NONE, NOT_ASKED, Answers
from safeloom.domain.questionnaires.models import ModeratedGrade
from safeloom.domain.questionnaires.queries.results import numbers_of, percent, shift_of
from safeloom.domain.questionnaires.queries.results_found import Narrowed, results_of
from safeloom.domain.questionnaires.queries.results_tally import counted, tallied
from safeloom.domain.questionnaires.results_shown import lead
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.today import today
from tests.domain.questionnaires.made import answers, questionnaires
from tests.factories import foundation, partnership
from tests.factories import questionnaires as made

RIGHT = {
    Kind.TEXT: Given(text="yes"),
    Kind.NUMBER: Given(number=Decimal(7)),
    Kind.PERCENTAGE: Given(number=Decimal(50)),
    Kind.DATE: Given(day=date(2026, 4, 1)),
    Kind.FILE: Given(files=1),
    **dict.fromkeys((Kind.CHOICE, Kind.SEVERAL, Kind.GRADE), Given(options=("c",))),
}


@pytest.fixture
def here(db):
    """A partnership."""
    return foundation.partnership()


def viewer_of(here) -> Viewer:
    """Somebody of the unit."""
    return Viewer(foundation.granted("business-manager", here), today())


@st.composite
def campaigns(draw):
    """A questionnaire drawn by lot, with what bodies of two kinds gave."""
    questionnaire = draw(questionnaires())
    bodies = st.tuples(answers(questionnaire), st.sampled_from([True, True, False]))
    return questionnaire, draw(st.lists(bodies, min_size=1, max_size=4))


@pytest.fixture
def bodies(here) -> list:
    """Two of each kind."""
    found = [partnership.an_agency(here) for _ in range(4)]
    for one, kind in zip(found, "abab", strict=True):
        one.kind = kind
        one.save(update_fields=["kind"])
    return found


def finished(questionnaire: Questionnaire, facts: Facts, said: dict[str, Given]) -> dict:
    """What was given, put right until it can be submitted; answers to what is not asked stay."""
    said = dict(said)
    while in_the_way := evaluate(questionnaire, facts, said).in_the_way:
        key = in_the_way[0].question.key
        said[key] = RIGHT[in_the_way[0].question.kind]
    return said


def told(one: Standing) -> object:
    """What the cell of a question in the file of answers is to hold."""
    if not one.applies:
        return NOT_ASKED
    if not one.counts:
        return None
    if one.given.not_applicable:
        return f"{NONE}: {one.given.text}"
    if one.question.kind == Kind.FILE:
        return "0 files"
    if one.given.options:
        return "; ".join(one.question.option[key].title for key in one.given.options)
    return next(
        part for part in (one.given.number, one.given.day, one.given.text) if part is not None
    )


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(campaigns())
def test_what_is_counted_is_what_the_evaluator_says_over_each_response(here, bodies, drawn) -> None:
    questionnaire, given_by = drawn
    campaign = made.a_campaign(here, made.a_questionnaire(here, questionnaire))
    asked, answered, none = Counter(), Counter(), Counter()
    chosen, numbers = Counter(), Counter()
    submitted, rows = 0, []
    for agency, (said, ends) in zip(bodies, given_by, strict=False):
        facts = Facts({"kind": frozenset({agency.kind}), "cycle": frozenset({"full"})})
        said = finished(questionnaire, facts, said) if ends else said
        found = evaluate(questionnaire, facts, said)
        state = "submitted" if found.may_submit else ""
        response = made.a_response(campaign, agency, state=state)
        counts = [key for key, one in found.standings.items() if one.counts]
        # Of files no rows are written here; a condition asks only whether there are any.
        made.answered(response, said, counts=counts if state else ())
        if not state:
            continue
        submitted += 1
        rows.append([told(one) for one in found.standings.values()])
        for key, one in found.standings.items():
            asked[key] += one.applies
            answered[key] += one.counts
            if one.counts:
                none[key] += one.given.not_applicable
                if not one.given.not_applicable:
                    chosen.update((key, option) for option in one.given.options)
                    numbers[key, one.given.number] += one.given.number is not None
    viewer = viewer_of(here)
    assert [row[3:] for row in Answers(campaign, viewer).rows()] == rows, "the file holds the same"
    tally = tallied(campaign, counted(campaign, viewer))[None]
    assert tally.submitted == submitted
    assert +tally.asked == +asked
    assert +tally.answered == +answered
    assert +tally.not_applicable == +none
    assert +tally.chosen == +chosen
    each = {(key, value): many for key, of in tally.numbers.items() for value, many in of.items()}
    assert +Counter(each) == +numbers


def test_a_draft_and_what_changes_are_asked_of_are_not_counted(here) -> None:
    campaign = made.a_campaign(here)
    for state in ("", "submitted", "changes-requested", "moderated", "closed"):
        response = made.a_response(campaign, partnership.an_agency(here), state=state)
        made.answered(response, {"led": Given(options=("yes",))})
    found = results_of(campaign, viewer_of(here), today()).results
    assert found.submitted == 3
    assert [one.many for one in next(found.results()).options] == [0, 3]


def test_own_and_moderated_shares_stand_beside_last_time(here) -> None:
    version = made.a_questionnaire(here)
    bodies = [partnership.an_agency(here) for _ in range(3)]
    last = made.a_campaign(here, version)
    for body in bodies[:2]:
        made.answered(made.a_response(last, body, state="closed"), {"led": Given(options=("no",))})
    campaign = made.a_campaign(here, version, previous=last)
    for body, key in zip(bodies, ["yes", "yes", "no"], strict=True):
        response = made.a_response(campaign, body, state="moderated")
        made.answered(response, {"led": Given(options=(key,))})
    question = version.questions.get(key="led")
    ModeratedGrade.objects.create(
        response=response,
        question=question,
        option=question.options.get(key="yes"),
        at=response.record.created,
    )
    found = results_of(campaign, viewer_of(here), today())
    standard = found.results.standards[0]
    assert standard.own.percent == 67
    assert standard.moderated.percent == 100
    assert standard.last_time.percent == 0
    assert standard.results[0].before.options[0].percent == 100


def test_a_part_is_told_apart_and_agencies_hide_nothing(here) -> None:
    campaign = made.a_campaign(here)
    for kind, key in (("police", "yes"), ("school", "no"), ("school", "no")):
        response = made.a_response(
            campaign, partnership.an_agency(here, kind=kind), state="submitted"
        )
        made.answered(response, {"led": Given(options=(key,)), "staff": Given(number=Decimal(4))})
    viewer = viewer_of(here)
    narrowed = Narrowed("kind", "school")
    found = results_of(campaign, viewer, today(), narrowed=narrowed, by="kind")
    assert found.results.submitted == 2
    assert [one.title for one in found.parts] == ["Police", "School or college"]
    whole = results_of(campaign, viewer, today(), by="agency")
    assert sorted(one.results.standards[0].own.percent for one in whole.parts) == [0, 0, 100]


@pytest.mark.parametrize("many", [1, 3])
def test_however_many_responses_the_queries_are_as_many(
    here, django_assert_num_queries, many
) -> None:
    version = made.a_questionnaire(here)
    campaign = made.a_campaign(here, version)
    for _ in range(many):
        response = made.a_response(campaign, partnership.an_agency(here), state="submitted")
        made.answered(response, {"led": Given(options=("no",)), "why": Given(text="Rooms.")})
    viewer = viewer_of(here)
    assert viewer.may("results.see", here.pk)
    results_of(campaign, viewer, today())
    with django_assert_num_queries(10):
        results_of(campaign, viewer, today())


SURVEY = """
title = "Survey"
[[sections]]
key = "one"
title = "One"
[[sections.questions]]
key = "safe"
words = "Do you feel safe?"
kind = "choice"
options = ["Yes", "No"]
[[sections.questions]]
key = "age"
words = "How old are you?"
kind = "number"
[[sections.questions]]
key = "before"
words = "How sure were you before?"
kind = "grade"
options = [{ title = "Low", value = 1 }, { title = "High", value = 2 }]
[[sections.questions]]
key = "after"
words = "How sure are you now?"
kind = "grade"
after = "before"
options = [{ title = "Low", value = 1 }, { title = "High", value = 2 }]
"""


def a_survey(here, by_link: dict[str, tuple[int, int]]):
    """An anonymous survey: how many said yes and no by each link."""
    campaign = made.a_campaign(
        here, made.a_questionnaire(here, SURVEY), anonymous=True, ended=today()
    )
    for label, (yes, no) in by_link.items():
        link = made.an_open_link(campaign, label, code=label)
        for key in ["yes"] * yes + ["no"] * no:
            response = made.a_response(campaign, through=link)
            said = {"safe": Given(options=(key,)), "age": Given(number=Decimal(12))}
            said |= {"before": Given(options=("low",)), "after": Given(options=("high",))}
            made.answered(response, said)
    return campaign


def test_few_people_are_not_told_nor_do_they_follow(here) -> None:
    campaign = a_survey(here, {"north": (9, 8), "south": (7, 2), "west": (6, 9)})
    viewer = viewer_of(here)
    found = results_of(campaign, viewer, today(), by="link")
    safe = {one.key: next(one.results.results()) for one in found.parts}
    assert safe["south"].options[1].many is None
    assert safe["south"].options[0].many is None, "it would follow from those who answered"
    elsewhere = [safe[name].options[1].many for name in ("north", "west")]
    assert None in elsewhere, "it would follow from all less those elsewhere"
    whole = next(found.results.results())
    assert [one.many for one in whole.options] == [22, 19]
    ages = list(found.results.results())[1].numbers
    assert (ages.mean, ages.least, ages.most) == (12, None, None)
    apart = results_of(campaign, viewer, today(), narrowed=Narrowed("link", "south"))
    assert next(apart.results.results()) == safe["south"], "no page tells what another hides"


ASKS_FURTHER = """
title = "Survey"
[[sections]]
key = "one"
title = "One"
[[sections.questions]]
key = "safe"
words = "Do you feel safe?"
kind = "choice"
options = ["Yes", "No", "Sometimes"]
[[sections.questions]]
key = "why"
words = "What makes you feel safe?"
kind = "text"
when = ["safe is yes"]
[[sections.questions]]
key = "where"
words = "Where?"
kind = "text"
when = ["safe is sometimes"]
"""


def test_who_is_asked_further_does_not_tell_how_few_were_not(here) -> None:
    version = made.a_questionnaire(here, ASKS_FURTHER)
    campaign = made.a_campaign(here, version, anonymous=True, ended=today())
    for label, kinds in {"north": (12, 2, 20), "south": (9, 0, 10)}.items():
        link = made.an_open_link(campaign, label, code=label)
        for key, many in zip(("yes", "no", "sometimes"), kinds, strict=True):
            for _ in range(many):
                said = {"safe": Given(options=(key,))}
                said |= {"why": Given(text="A")} if key == "yes" else {}
                said |= {"where": Given(text="B")} if key == "sometimes" else {}
                made.answered(made.a_response(campaign, through=link), said)
    viewer = viewer_of(here)
    safe, why, where = results_of(campaign, viewer, today()).results.results()
    assert [one.many for one in safe.options] == [None, None, 30], "two said no"
    assert why.hidden, "21 were asked why, so that all but 21 and 30 said no"
    assert (where.asked, where.answered) == (30, 30), "of these nothing is hidden"
    for one in results_of(campaign, viewer, today(), by="link").parts:
        assert list(one.results.results())[1].hidden, "nor by adding up the links"


def test_a_survey_of_fewer_than_may_be_told_says_nothing(here) -> None:
    campaign = a_survey(here, {"north": (3, 1)})
    found = results_of(campaign, viewer_of(here), today()).results
    assert found.submitted is None
    assert all(one.hidden for one in found.results())


def test_who_looks_twice_reads_nobodys_answers_off_the_difference(here) -> None:
    campaign = made.a_campaign(here, made.a_questionnaire(here, SURVEY), anonymous=True)
    viewer, told = viewer_of(here), [0]

    def answer(many: int) -> None:
        for _ in range(many):
            made.answered(made.a_response(campaign), {"safe": Given(options=("no",))})

    for days, many in enumerate([3, 4, 1, 6, 2, 9, 1, 1]):
        with time_machine.travel(datetime.now(UTC) + timedelta(days=days)):
            for one in range(many):
                before = results_of(campaign, viewer, today()).results
                answer(1)
                assert results_of(campaign, viewer, today()).results == before, one
            told.append(counted(campaign, viewer).count())
            assert "looking twice" in lead(results_of(campaign, viewer, today()).results)
    campaign.ended = today()
    told.append(counted(campaign, viewer).count())
    assert told[-1] == 27 and 0 < told[-2] < 27
    steps = [now - then for then, now in pairwise(told)]
    assert all(step == 0 or step >= 5 for step in steps), steps


def test_before_and_after_are_told_as_how_people_moved(here) -> None:
    campaign = a_survey(here, {"north": (6, 6)})
    shift = list(results_of(campaign, viewer_of(here), today()).results.results())[3].shift
    assert (shift.pairs, shift.up, shift.same, shift.down, shift.mean) == (12, 12, 0, 0, 1)


def test_shares_round_half_up_and_nothing_is_no_share() -> None:
    assert [percent(1, 8), percent(1, 200), percent(0, 5)] == [13, 1, 0]
    assert percent(0, 0) is None
    assert percent(None, 5) is None


@given(st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=20))
def test_mean_and_median_are_those_of_the_numbers_in_a_row(numbers) -> None:
    found = numbers_of(Counter(numbers))
    assert found.median == median(numbers)
    decimals = max(max(0, -one.normalize().as_tuple().exponent) for one in numbers)
    far = abs(Fraction(found.mean) - mean(map(Fraction, numbers)))
    assert far <= Fraction(1, 2 * 10 ** (decimals + 1)), "one decimal more than any given"
    assert (found.least, found.most) == (min(numbers), max(numbers))


def test_a_small_move_hides_another() -> None:
    before = Question("before", "Before", Kind.NUMBER)
    moved = {(Decimal(1), Decimal(2)): 9, (Decimal(2), Decimal(1)): 2, (Decimal(1), Decimal(1)): 8}
    shift = shift_of(before, moved, hides=True)
    assert shift.down is None
    assert [shift.up, shift.same].count(None) == 1
    assert shift.pairs == 19
    assert shift.mean is None


def test_the_mean_does_not_tell_how_few_moved() -> None:
    before = Question("before", "Before", Kind.CHOICE)
    shift = shift_of(before, {(Decimal(1), Decimal(2)): 3, (Decimal(1), Decimal(1)): 7}, hides=True)
    # Nobody moved down, so that three in ten up would follow from a mean of 0.3.
    assert (shift.pairs, shift.up, shift.down, shift.mean) == (10, None, 0, None)
