"""Who reviews whom, and what a review comes to."""

from datetime import date, timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError

from safeloom.domain.questionnaires.checking import problems_of
from safeloom.domain.questionnaires.definitions import Facts, Kind
from safeloom.domain.questionnaires.demonstration import Likely, drawn_answers
from safeloom.domain.questionnaires.evaluating import evaluate
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.today import today
from safeloom.kernel.draw import drawn
from safeloom.systems.training_assurance.commands.assigning import assign_by_lot, give_review
from safeloom.systems.training_assurance.commands.reviewing import do_review
from safeloom.systems.training_assurance.content import USE, ready
from safeloom.systems.training_assurance.models import PeerReview
from safeloom.systems.training_assurance.queries.rounds import parts_of
from tests.factories import partnership
from tests.factories.training_assurance import a_review, returned, reviewed

SOON = today() + timedelta(days=20)


def test_the_ready_questionnaire_is_whole_and_can_be_answered() -> None:
    questionnaire = ready()[USE]
    assert problems_of(questionnaire) == []
    for section in questionnaire.sections:
        assert [one.kind for one in section.questions].count(Kind.GRADE) == 1
    likely = Likely(0.7, ("It is looked at each month.",), date(2026, 6, 1))
    answers = drawn_answers(questionnaire, Facts({}), Random(1), likely)
    assert evaluate(questionnaire, Facts({}), answers).may_submit


def test_by_lot_each_that_submitted_reviews_one_other_and_it_can_be_drawn_again(
    vale, round_
) -> None:
    there = [returned(round_, partnership.an_agency(vale)) for _ in range(4)]
    returned(round_, partnership.an_agency(vale), state="")
    made = assign_by_lot(by=None, campaign=round_, due=SOON, number=41)
    assert {one.agency_id for one in made} == {one.agency_id for one in there}
    assert {one.response_id for one in made} == {one.pk for one in there}
    assert all(one.agency_id != one.response.agency_id for one in made)
    by_key = {one.record.reference: one for one in there}
    ring = drawn(by_key, 4, 41)
    for place, key in enumerate(ring):
        after = by_key[ring[(place + 1) % 4]]
        assert PeerReview.objects.get(response=after).agency_id == by_key[key].agency_id
    with pytest.raises(ValidationError, match="assigned already"):
        assign_by_lot(by=None, campaign=round_, due=SOON)
    assert AuditRow.objects.filter(verb="training-assurance.draw").count() == 1


def test_a_lot_needs_two_and_a_day_to_come(round_, council, police) -> None:
    returned(round_, council)
    with pytest.raises(ValidationError, match="At least two"):
        assign_by_lot(by=None, campaign=round_, due=SOON)
    returned(round_, police)
    with pytest.raises(ValidationError, match="a later day"):
        assign_by_lot(by=None, campaign=round_, due=today() - timedelta(days=1))
    with pytest.raises(ValidationError, match="from 1 to"):
        assign_by_lot(by=None, campaign=round_, due=SOON, number=0)


def test_by_hand_an_agency_of_the_round_reviews_another(vale, round_, council, police) -> None:
    response = returned(round_, council)
    with pytest.raises(ValidationError, match="none reviews itself"):
        give_review(by=None, response=response, agency=council, due=SOON)
    with pytest.raises(ValidationError, match="that this round asks"):
        give_review(by=None, response=response, agency=police, due=SOON)
    review = a_review(response, police)
    with pytest.raises(Stale):
        give_review(by=None, response=response, agency=police, due=SOON, seen=0)
    other = returned(round_, partnership.an_agency(vale), state="").agency
    again = give_review(by=None, response=response, agency=other, due=SOON, seen=review.revision)
    assert again.agency == other and PeerReview.objects.count() == 1
    reviewed(again)
    with pytest.raises(ValidationError, match="stays as it is"):
        give_review(by=None, response=response, agency=police, due=SOON)


def test_a_review_is_whole_says_why_and_is_made_once(round_, council, police) -> None:
    review = a_review(returned(round_, council), police)
    whole = {"content-grade": ("green", ""), "take-up-grade": ("red", "Half the staff.")}
    said = {"by": None, "review": review, "done": today(), "words": "Good."}
    for grades, more, words in (
        ({"content-grade": ("green", "")}, {}, "Select your grade"),
        (whole | {"content-grade": ("blue", "")}, {}, "Select your grade"),
        (whole | {"take-up-grade": ("red", " ")}, {}, "grade it differently"),
        (whole, {"words": " "}, "as a whole"),
        (whole, {"done": today() + timedelta(days=1)}, "an earlier day"),
    ):
        with pytest.raises(ValidationError, match=words):
            do_review(**(said | {"grades": grades} | more))
    with pytest.raises(Stale):
        do_review(**said, grades=whole, seen=9)
    assert not review.grades.exists()
    do_review(**said, grades=whole, seen=review.revision)
    with pytest.raises(ValidationError, match="stays as it is"):
        do_review(**said, grades=whole)
    assert review.grades.count() == 2


def test_shares_count_what_was_submitted_and_what_peers_have_done(
    vale, round_, council, police
) -> None:
    third = partnership.an_agency(vale)
    first = returned(round_, council, content="green", take_up="red")
    second = returned(round_, police, content="green")
    last = returned(round_, third, content="red")
    returned(round_, partnership.an_agency(vale), state="")
    reviewed(a_review(first, police), content="red", take_up="red")
    reviewed(a_review(second, third), content="green")
    a_review(last, council)
    content, take_up = parts_of(round_)
    assert (content.own.meets, content.own.graded, content.own.percent) == (2, 3, 67)
    assert (content.peers.meets, content.peers.graded, content.peers.percent) == (1, 2, 50)
    assert (take_up.own.percent, take_up.peers.percent) == (67, 50)
    # What was given back since counts in neither.
    first.answers.update(counts=False)
    assert (parts_of(round_)[0].own.graded, parts_of(round_)[0].peers.graded) == (2, 1)
