"""Two people at once: spending is decided once, and no more is paid than was approved."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from safeloom.domain.finance.commands import spending
from safeloom.domain.finance.models import Spend
from safeloom.foundation.today import today
from tests.domain.test_at_once import at_once, refused
from tests.factories import finance, foundation

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_is_decided_once_and_paid_within_what_was_approved() -> None:
    vale = foundation.partnership("vale")
    finance.a_year(vale)
    spend = finance.asked(finance.a_head(vale), "100")
    one, two = finance.an_approver(vale), finance.an_approver(vale)

    def again() -> Spend:
        return Spend.objects.get(pk=spend.pk)

    found = at_once(
        lambda: spending.approve_spend(by=one, spend=again()),
        lambda: spending.approve_spend(by=two, spend=again()),
    )
    assert refused(found, ValidationError) == 1 and spend.steps.count() == 1

    def pay() -> object:
        return spending.pay(by=None, spend=again(), day=today(), amount=Decimal(60))

    found = at_once(pay, pay)
    assert refused(found, ValidationError) == 1
    assert sum(each.amount for each in spend.payments.all()) == 60
