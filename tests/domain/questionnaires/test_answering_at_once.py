"""Two colleagues in one response at the same moment."""

import pytest

from safeloom.domain.questionnaires.commands.answering import Saved, save_answers
from safeloom.domain.questionnaires.commands.submitting import submit
from safeloom.domain.questionnaires.definitions import Given
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.workflow.models import Move
from tests.domain.test_at_once import at_once
from tests.factories import foundation, partnership
from tests.factories import questionnaires as build

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_answer_stands_the_other_is_told_and_it_is_handed_in_once() -> None:
    vale = foundation.partnership()
    content = build.SHORT.replace("signs = true", "signs = false")
    campaign = build.a_campaign(vale, build.a_questionnaire(vale, content))
    response = build.a_response(campaign, partnership.an_agency(vale))
    people = [partnership.somebody(vale) for _ in "ab"]

    def saying(person):
        said = {"led": Given(options=("no",)), "why": Given(text=f"So says {person.name}")}
        return lambda: save_answers(by=person, response=response, given=said, seen={})

    found = at_once(*map(saying, people))
    assert all(isinstance(one, Saved) for one in found)
    first, second = sorted(found, key=lambda one: len(one.conflicts))
    assert first.changed == {"led", "why"} and not first.conflicts
    assert set(second.conflicts) == {"why"} and not second.changed
    standing = response.answers.get(question__key="why")
    assert standing.text == second.conflicts["why"].given.text

    moves = at_once(*(lambda who=who: submit(by=who, response=response) for who in people))
    assert moves[0] == moves[1] and Move.objects.count() == 1
    assert AuditRow.objects.filter(verb="response.submit").count() == 1
