"""A response is handed in once, whole, signed; whatever was asked and answered, all that counts agrees."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeloom.domain.partnership.commands.agencies import succeed
from safeloom.domain.questionnaires.commands.answering import Closed, save_answers
from safeloom.domain.questionnaires.commands.bringing_forward import keep_last_time
from safeloom.domain.questionnaires.commands.evidence import attach
from safeloom.domain.questionnaires.commands.signing import sign_off
from safeloom.domain.questionnaires.commands.submitting import NotReady, submit
from safeloom.domain.questionnaires.definitions import Given, Kind
from safeloom.domain.questionnaires.models import Answer, SignOff
from safeloom.domain.questionnaires.queries.campaigns import state_of
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.domain.questionnaires.queries.last_time import last_time
from safeloom.domain.questionnaires.workflows import RESPONSE
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.today import today
from safeloom.foundation.workflow.commands import take_step
from safeloom.foundation.workflow.models import Move
from tests.domain.questionnaires.made import answers, questionnaires
from tests.factories import questionnaires as build
from tests.factories.files import PDF, upload
from tests.factories.partnership import an_agency, somebody

READY = {"led": Given(options=("no",)), "why": Given(text="Nobody leads on it.")}


@pytest.fixture
def robin(vale):
    """Somebody who answers."""
    return somebody(vale, "Robin Fernhollow")


@pytest.fixture
def response(vale, council, robin):
    """What the council answers; Robin leads."""
    row = build.a_response(build.a_campaign(vale), council)
    build.a_contributor(row, robin, leads=True)
    return row


def test_it_waits_for_answers_then_signatures_and_is_handed_in_once(response, robin) -> None:
    with pytest.raises(NotReady) as refused:
        submit(by=robin, response=response)
    assert [one.question.key for one in refused.value.evaluation.in_the_way] == ["led"]
    with pytest.raises(NotReady):
        sign_off(by=robin, response=response, capacity="chair", name="Sam Underhill")
    save_answers(by=robin, response=response, given=READY, seen={})
    with pytest.raises(NotReady) as refused:
        submit(by=robin, response=response)
    assert refused.value.capacities == ["Chair of governors"]
    with pytest.raises(ValidationError, match="full name"):
        sign_off(by=robin, response=response, capacity="chair", name="  ")
    sign_off(by=robin, response=response, capacity="chair", name="Sam  Underhill")
    assert SignOff.objects.get().name == "Sam Underhill"
    assert not Answer.objects.filter(counts=True).exists()
    move = submit(by=robin, response=response)
    assert submit(by=robin, response=response) == move
    assert Move.objects.count() == 1 and state_of(response) == "submitted"
    assert AuditRow.objects.filter(verb="response.submit", by_id=robin.pk).count() == 1
    assert set(Answer.objects.filter(counts=True).values_list("question__key", flat=True)) == {
        "led",
        "why",
    }
    with pytest.raises(Closed):
        save_answers(by=robin, response=response, given={"why": Given(text="No")}, seen={"why": 1})


def test_a_changed_answer_lets_what_was_signed_lapse(response, robin) -> None:
    seen = save_answers(by=robin, response=response, given=READY, seen={}).revisions
    sign_off(by=robin, response=response, capacity="chair", name="Sam Underhill")
    assert not save_answers(by=robin, response=response, given=READY, seen=seen).lapsed
    other = {"why": Given(text="Something else")}
    assert save_answers(by=robin, response=response, given=other, seen=seen).lapsed
    assert not SignOff.objects.exists()
    assert AuditRow.objects.filter(verb="response.sign-off-lapsed").count() == 1


def test_who_was_brought_in_signs_in_their_capacity_and_submits_nothing(
    vale, response, robin
) -> None:
    governor, colleague = somebody(vale), somebody(vale)
    build.a_contributor(response, governor, "chair")
    build.a_contributor(response, colleague)
    save_answers(by=robin, response=response, given=READY, seen={})
    with pytest.raises(ValidationError, match="Somebody else"):
        sign_off(by=colleague, response=response, capacity="chair", name="Ash")
    sign_off(by=governor, response=response, capacity="chair", name="Sam Underhill")
    for who in (governor, colleague):
        with pytest.raises(ValidationError, match="Who leads"):
            submit(by=who, response=response)


def test_a_remark_is_settled_by_submitting_again(response, robin) -> None:
    save_answers(by=robin, response=response, given=READY, seen={})
    sign_off(by=robin, response=response, capacity="chair", name="Sam Underhill")
    submit(by=robin, response=response)
    take_step(
        by=None,
        record=response.record,
        workflow=RESPONSE,
        step="request-changes",
        verb="response.request-changes",
        reason="Say more.",
    )
    response.remarks.create(words="Say more.", at=datetime.now(UTC))
    longer = {"why": Given(text="Nobody leads on it since May.")}
    save_answers(by=robin, response=response, given=longer, seen={"why": 1})
    # What was handed in is kept beside, though the same person changed it a moment later.
    assert Answer.objects.get(question__key="why").earlier.get().words == "Nobody leads on it."
    sign_off(by=robin, response=response, capacity="chair", name="Sam Underhill")
    submit(by=robin, response=response)
    assert response.remarks.get().settled is not None


def test_last_time_stands_beside_and_waits_to_be_looked_at(vale, council, robin) -> None:
    version = build.a_questionnaire(vale)
    ago = today() - timedelta(days=400)
    first = build.a_campaign(vale, version, opens=ago)
    before = build.a_response(first, council, state="submitted")
    build.answered(before, {**READY, "checks": Given(options=("dbs",))}, counts={"led", "checks"})
    response = build.a_response(build.a_campaign(vale, version, previous=first), council)
    found = last_time(response)
    assert set(found) == {"led", "checks"} and found["led"].fits
    assert not response.answers.exists()
    keep_last_time(by=robin, response=response, question_key="checks", seen={})
    checks = evaluation_of(response)["checks"]
    assert checks.given == Given(options=("dbs",), unconfirmed=True) and not checks.answered
    with pytest.raises(ValidationError, match="no answer of last time"):
        keep_last_time(by=robin, response=response, question_key="why", seen={})
    # A colleague answered meanwhile: hers stays.
    hers = {"checks": Given(options=("right",))}
    save_answers(by=somebody(vale), response=response, given=hers, seen={"checks": 1})
    late = keep_last_time(by=robin, response=response, question_key="checks", seen={"checks": 1})
    assert late.conflicts["checks"].given.options == ("right",)
    # Nothing of a response that was never handed in.
    Move.objects.filter(record=before.record).delete()
    assert last_time(response) == {}


@pytest.mark.parametrize("many", [1, 2])
def test_last_time_is_found_across_a_merger_where_one_went_over(vale, many) -> None:
    day = today() - timedelta(days=30)
    olds = [an_agency(vale, end=day - timedelta(days=1)) for _ in range(many)]
    new = an_agency(vale, start=day)
    version = build.a_questionnaire(vale)
    first = build.a_campaign(vale, version, opens=day - timedelta(days=300))
    for old in olds:
        succeed(by=None, predecessor=old, successor=new, day=day)
        build.answered(build.a_response(first, old, state="submitted"), READY)
    response = build.a_response(build.a_campaign(vale, version, previous=first), new)
    # Where two merged neither speaks for what they became
    assert set(last_time(response)) == (set(READY) if many == 1 else set())


def test_the_files_of_last_time_come_along_and_are_kept_once(vale, council, robin) -> None:
    version = build.a_questionnaire(vale)
    first = build.a_campaign(vale, version)
    before = build.a_response(first, council)
    tied = attach(by=robin, response=before, question_key="proof", upload=upload("policy.pdf", PDF))
    before.answers.update(counts=True)
    Move.objects.create(
        record=before.record,
        number=1,
        step="submit",
        of="draft",
        to="submitted",
        at=datetime.now(UTC),
    )
    response = build.a_response(build.a_campaign(vale, version, previous=first), council)
    keep_last_time(by=robin, response=response, question_key="proof", seen={})
    assert response.answers.get().files.get().file == tied.file
    assert evaluation_of(response)["proof"].given == Given(files=1, unconfirmed=True)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_bar_gate_and_what_counts_agree_through_the_database(vale, council, data) -> None:
    questionnaire = data.draw(questionnaires())
    said = data.draw(answers(questionnaire))
    said = {
        key: one
        for key, one in said.items()
        if questionnaire.question[key].kind != Kind.FILE or one.not_applicable
    }
    response = build.a_response(
        build.a_campaign(vale, build.a_questionnaire(vale, questionnaire)), council
    )
    # As rows: nobody can save one as unconfirmed.
    build.answered(response, said, counts=())
    stands = evaluation_of(response)
    assert {key: one.given for key, one in stands.standings.items() if not one.given.is_blank} == {
        key: one for key, one in said.items() if not one.is_blank
    }
    counted = {key for key, one in stands.standings.items() if one.counts}
    try:
        submit(by=None, response=response)
    except NotReady as refused:
        assert not stands.may_submit and stands.in_the_way
        assert refused.evaluation.tally == stands.tally
        assert not response.answers.filter(counts=True).exists()
    else:
        assert stands.may_submit and stands.tally.missing == 0
        found = response.answers.filter(counts=True).values_list("question__key", flat=True)
        assert set(found) == counted and len(counted) == stands.tally.answered
