"""A spend waits for the right approver, and nobody approves their own."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeloom.domain.finance.commands import limits as limit_commands
from safeloom.domain.finance.commands import spending
from safeloom.domain.finance.models import Spend, SpendStep
from safeloom.domain.finance.queries.limits import approvers, mine_to_approve, right_to
from safeloom.domain.finance.queries.spending import waiting, with_state
from safeloom.domain.partnership.models import Agency, PersonAlias
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Person
from safeloom.foundation.today import today
from tests.factories import finance, foundation, partnership


def state(spend, day=None) -> str:
    return with_state(Spend.objects.filter(pk=spend.pk), day or today()).get().state


def test_from_asking_to_the_last_payment(vale, year, training) -> None:
    asker = partnership.somebody(vale)
    approver = finance.an_approver(vale, "500")
    spend = finance.asked(training, "400.50", by=asker)
    assert state(spend) == "waiting"
    assert [each.person for each in approvers(spend, today())] == [approver]
    with pytest.raises(ValidationError, match="waiting for approval: there is nothing to pay"):
        spending.pay(by=asker, spend=spend, day=today(), amount=Decimal(1))
    before = AuditRow.objects.count()
    spending.approve_spend(by=approver, spend=spend)
    assert AuditRow.objects.count() == before + 1
    assert state(spend) == "committed"
    spending.pay(by=asker, spend=spend, day=today(), amount=Decimal("100.25"))
    assert state(spend) == "part-paid"
    with pytest.raises(ValidationError, match=r"Only £300\.25 of what was approved is left"):
        spending.pay(by=asker, spend=spend, day=today(), amount=Decimal("300.26"))
    spending.pay(by=asker, spend=spend, day=today(), amount=Decimal("300.25"))
    assert state(spend) == "paid"
    with pytest.raises(ValidationError, match="paid by now"):
        spending.reject_spend(by=approver, spend=spend, reason="Too late")
    spending.pay(by=asker, spend=spend, day=today(), amount=Decimal("-50"))
    assert state(spend) == "part-paid"


def test_a_rejected_one_says_why_and_is_decided_once(vale, year, training) -> None:
    spend = finance.asked(training, by=partnership.somebody(vale))
    one, two = finance.an_approver(vale), finance.an_approver(vale)
    with pytest.raises(ValidationError, match="why it is rejected"):
        spending.reject_spend(by=one, spend=spend, reason=" ")
    step = spending.reject_spend(by=one, spend=spend, reason="Not this year")
    assert step.reason == "Not this year" and step.post.title
    with pytest.raises(ValidationError, match="rejected by now"):
        spending.approve_spend(by=two, spend=spend)
    assert SpendStep.objects.count() == 1


def test_over_the_limit_off_the_head_and_after_the_end_it_is_refused(vale, year, training) -> None:
    part = finance.a_head(vale, "Trainers", parent=training)
    other = finance.a_head(vale, "Website")
    approver = finance.an_approver(vale, "1000", training)
    asker = partnership.somebody(vale)
    may = finance.asked(part, "1000", by=asker)
    assert right_to(may, approver, today()) is not None
    for spend in (finance.asked(part, "1000.01", by=asker), finance.asked(other, "1", by=asker)):
        assert right_to(spend, approver, today()) is None
        with pytest.raises(ValidationError, match="None of your posts lets you decide"):
            spending.approve_spend(by=approver, spend=spend)
    limit = vale.spending_limits.get()
    limit_commands.end_limit(by=None, limit=limit, seen=None, end=today() - timedelta(days=1))
    assert right_to(may, approver, today()) is None
    assert right_to(may, approver, today() - timedelta(days=1)) is not None


def test_nobody_approves_their_own_under_whatever_entry(vale, year, training) -> None:
    """Not by a post they also hold, nor as another entry that was made one, nor as one who is reached at
    the same address or signs in with it."""
    me = partnership.somebody(vale, "Robin Fern", work_email="robin@vale.example")
    again = partnership.somebody(vale, "R. Fern")
    type(again).objects.filter(pk=again.pk).update(work_email="ROBIN@vale.example")
    merged = partnership.somebody(vale, "Robin F.")
    PersonAlias.objects.create(person=merged, kept=me, partnership=vale, at=year.record.created)
    signs = partnership.somebody(vale, "Fern")
    foundation.account(signs, email="robin@vale.example")
    post = partnership.a_post(partnership.an_agency(vale))
    finance.a_limit(post, None)
    other = partnership.somebody(vale, "Ash")
    for person in (me, again, merged, signs, other):
        partnership.in_post(post, person)
    for asker in (me, again, merged, signs):
        spend = finance.asked(training, by=asker)
        for same in (me, again, merged, signs):
            assert right_to(spend, same, today()) is None, (asker, same)
        with pytest.raises(ValidationError, match="You asked for it yourself"):
            spending.approve_spend(by=asker, spend=spend)
        assert other in [each.person for each in approvers(spend, today())]
        assert asker not in [each.person for each in approvers(spend, today())]
    assert not mine_to_approve(vale, me, waiting(vale, today()), today())
    assert len(mine_to_approve(vale, other, waiting(vale, today()), today())) == 4


@settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(data=st.data())
def test_whoever_may_approve_is_listed_and_holds_a_post_that_covers_it(
    vale, year, training, data
) -> None:
    """Whatever posts people hold and limits they have: who is listed may, who may is listed, and none of
    them asked for it or is above their limit."""
    from django.db import transaction

    people = list(Person.objects.filter(directory_entries__partnership=vale).order_by("pk"))
    if not people:
        people = [partnership.somebody(vale) for _ in range(3)]
        partnership.an_agency(vale)
    agency = Agency.objects.get()
    with transaction.atomic():
        for _ in range(data.draw(st.integers(1, 4))):
            post = partnership.a_post(agency)
            for person in data.draw(st.sets(st.sampled_from(people))):
                partnership.in_post(post, person)
            finance.a_limit(post, data.draw(st.sampled_from(["10", "100", "1000", None])))
        amount = data.draw(st.decimals("0.01", 2000, places=2))
        asker = data.draw(st.sampled_from(people))
        spend = finance.asked(training, amount, by=asker)
        listed = {each.person.pk: each.limit for each in approvers(spend, today())}
        for person in people:
            limit = right_to(spend, person, today())
            assert (limit is not None) == (person.pk in listed)
            if limit is None:
                with pytest.raises(ValidationError), transaction.atomic():
                    spending.approve_spend(by=person, spend=spend)
            else:
                assert person != asker and (limit.up_to is None or limit.up_to >= amount)
        transaction.set_rollback(True)


def test_withdrawing_a_commitment_frees_what_is_left(vale, year, training) -> None:
    spend = finance.asked(training, "100")
    spending.approve_spend(by=finance.an_approver(vale), spend=spend)
    spending.pay(by=None, spend=spend, day=today(), amount=Decimal(40))
    spending.withdraw_spend(by=None, spend=spend, reason="The speaker is ill")
    assert state(spend) == "withdrawn"
    with pytest.raises(ValidationError, match="withdrawn: there is nothing to pay"):
        spending.pay(by=None, spend=spend, day=today(), amount=Decimal(1))
