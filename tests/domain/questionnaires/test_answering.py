"""Answers are saved fast, and never over what a colleague wrote since."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.questionnaires.commands.answering import Closed, confirm, save_answers
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.models import EarlierAnswer
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.foundation.audit.models import AuditRow
from tests.factories import partnership, questionnaires

SAID = {
    "led": Given(options=("no",)),
    "why": Given(text="Nobody leads on it."),
    "staff": Given(number=Decimal(12)),
    "trained": Given(number=Decimal("87.5")),
    "checks": Given(options=("dbs", "right")),
    "reviewed": Given(day=date(2026, 3, 4)),
}


@pytest.fixture
def response(vale, council):
    """What the council answers."""
    return questionnaires.a_response(questionnaires.a_campaign(vale), council)


@pytest.fixture
def robin(vale):
    """Somebody who answers."""
    return partnership.somebody(vale, "Robin Fernhollow")


@pytest.fixture
def ash(vale):
    """A colleague."""
    return partnership.somebody(vale, "Ash Invented")


def now_given(response) -> dict[str, Given]:
    found = evaluation_of(response).standings
    return {key: one.given for key, one in found.items() if not one.given.is_blank}


def test_every_kind_of_answer_is_kept_and_changed(response, robin) -> None:
    saved = save_answers(by=robin, response=response, given=SAID, seen={})
    assert saved.changed == set(SAID) and not saved.conflicts
    assert now_given(response) == SAID
    other = {
        "led": Given(options=("yes",)),
        "why": Given(),
        "staff": Given(text="We employ nobody.", not_applicable=True),
        "trained": Given(number=Decimal(0)),
        "checks": Given(options=("references",)),
        "reviewed": Given(day=date(2026, 4, 5)),
    }
    again = save_answers(by=robin, response=response, given=other, seen=saved.revisions)
    assert again.changed == set(SAID)
    assert now_given(response) == {key: one for key, one in other.items() if key != "why"}
    same = save_answers(by=robin, response=response, given=other, seen=again.revisions)
    assert not same.changed and same.revisions == again.revisions
    assert not AuditRow.objects.filter(verb__startswith="response.").exists()


def test_what_a_colleague_wrote_since_stays(response, robin, ash) -> None:
    first = save_answers(by=robin, response=response, given=SAID, seen={})
    seen = dict(first.revisions)
    hers = save_answers(
        by=ash, response=response, given={"why": Given(text="Ash leads now.")}, seen=seen
    )
    said = {"why": Given(text="Robin leads."), "staff": Given(number=Decimal(13))}
    saved = save_answers(by=robin, response=response, given=said, seen=seen)
    assert saved.changed == {"staff"}
    conflict = saved.conflicts["why"]
    assert (conflict.given.text, conflict.by) == ("Ash leads now.", ash)
    assert now_given(response)["why"].text == "Ash leads now."
    # Having seen hers, he may.
    seen["why"] = conflict.revision
    assert conflict.revision == hers.revisions["why"]
    over = save_answers(by=robin, response=response, given={"why": said["why"]}, seen=seen)
    assert over.changed == {"why"}
    assert [one.words for one in EarlierAnswer.objects.all()] == [
        "Ash leads now.",
        "Nobody leads on it.",
    ]


def test_both_at_once_first_and_the_same_twice(response, robin, ash) -> None:
    """Neither saw an answer of the other."""
    save_answers(by=ash, response=response, given={"why": Given(text="Hers")}, seen={"why": 0})
    late = save_answers(
        by=robin, response=response, given={"why": Given(text="His")}, seen={"why": 0}
    )
    assert "why" in late.conflicts
    same = save_answers(
        by=robin, response=response, given={"why": Given(text="Hers")}, seen={"why": 0}
    )
    assert not same.conflicts and not same.changed


def test_a_sitting_is_one_row_however_often_it_saves(response, robin) -> None:
    start = datetime.now(UTC)
    seen = {}
    for second in range(0, 50, 5):
        with time_machine.travel(start + timedelta(seconds=second), tick=False):
            given = {"why": Given(text=f"So far {second}")}
            seen = save_answers(by=robin, response=response, given=given, seen=seen).revisions
    assert not EarlierAnswer.objects.exists()
    with time_machine.travel(start + timedelta(hours=2), tick=False):
        for text in ("Later", "Later still"):
            given = {"why": Given(text=text)}
            seen = save_answers(by=robin, response=response, given=given, seen=seen).revisions
    assert [one.words for one in EarlierAnswer.objects.all()] == ["So far 45"]


def test_a_capacity_is_answered_by_who_holds_it_or_leads(vale, council, robin, ash) -> None:
    version = questionnaires.a_questionnaire(
        vale,
        questionnaires.SHORT.replace(
            'words = "Is this met?"', 'words = "Met?"\ncapacity = "chair"'
        ),
    )
    response = questionnaires.a_response(questionnaires.a_campaign(vale, version), council)
    questionnaires.a_contributor(response, robin)
    questionnaires.a_contributor(response, ash, "chair")
    led, staff = {"led": SAID["led"]}, {"staff": SAID["staff"]}
    with pytest.raises(ValidationError, match="Somebody else was asked"):
        save_answers(by=robin, response=response, given=led | staff, seen={})
    with pytest.raises(ValidationError, match="Somebody else was asked"):
        save_answers(by=ash, response=response, given=staff, seen={})
    assert not now_given(response)
    save_answers(by=ash, response=response, given=led, seen={})
    response.contributors.filter(person=robin).update(leads=True)
    save_answers(by=robin, response=response, given=led | staff, seen={"led": 1})
    response.contributors.filter(person=robin).update(removed=datetime.now(UTC))
    with pytest.raises(ValidationError, match="any more"):
        save_answers(by=robin, response=response, given=staff, seen={"staff": 1})


def test_a_draft_keeps_what_is_wrong_and_refuses_what_cannot_be_kept(response, robin) -> None:
    long = {"led": SAID["led"], "why": Given(text="word " * 201)}
    save_answers(by=robin, response=response, given=long, seen={})
    assert evaluation_of(response)["why"].problem.startswith("Your answer has 201 words")
    for given in (
        {"why": Given(text="x" * 20_001)},
        {"led": Given(options=("maybe",))},
        {"led": Given(options=("yes", "no"))},
        {"staff": Given(number=Decimal(10) ** 15)},
        {"nothing": Given(text="x")},
    ):
        with pytest.raises(ValidationError):
            save_answers(by=robin, response=response, given=given, seen={"why": 1, "led": 1})


def test_an_answer_brought_forward_is_confirmed_by_looking(response, robin) -> None:
    questionnaires.answered(
        response, {"why": Given(text="Last time", unconfirmed=True), "led": SAID["led"]}
    )
    untouched = {"why": Given(text="Last time", unconfirmed=True)}
    assert not save_answers(by=robin, response=response, given=untouched, seen={"why": 1}).changed
    assert not evaluation_of(response)["why"].answered
    confirm(by=robin, response=response, keys=["why"])
    assert evaluation_of(response)["why"].answered
    response.answers.update(unconfirmed=True)
    changed = {"why": Given(text="This time", unconfirmed=True)}
    save_answers(by=robin, response=response, given=changed, seen={"why": 2})
    assert evaluation_of(response)["why"].answered


def test_a_closed_one_takes_nothing(vale, council, robin) -> None:
    gone = date.today() - timedelta(days=60)
    campaign = questionnaires.a_campaign(vale, opens=gone, due=gone + timedelta(days=30))
    response = questionnaires.a_response(campaign, council)
    with pytest.raises(Closed):
        save_answers(by=robin, response=response, given=SAID, seen={})
    response.extensions.create(
        until=date.today() + timedelta(days=1), reason="Asked", at=datetime.now(UTC)
    )
    assert save_answers(by=robin, response=response, given=SAID, seen={}).changed


def test_ten_questions_are_saved_in_as_many_queries_as_one(vale, council, robin) -> None:
    questions = "".join(
        f'[[sections.questions]]\nkey = "q{n}"\nwords = "Question {n}?"\n' for n in range(10)
    )
    version = questionnaires.a_questionnaire(
        vale, f'title = "Ten"\n[[sections]]\ntitle = "One"\n{questions}'
    )
    campaign = questionnaires.a_campaign(vale, version)
    response = questionnaires.a_response(campaign, council)
    counted = []
    seen: dict[str, int] = {}
    for many in (1, 3, 10):
        for text in ("First", "Second"):
            given = {f"q{n}": Given(text=f"{text} of {many}") for n in range(many)}
            with CaptureQueriesContext(connection) as found:
                seen |= save_answers(by=robin, response=response, given=given, seen=seen).revisions
        counted.append(len(found))
    assert counted[0] == counted[1] == counted[2] < 14, counted
