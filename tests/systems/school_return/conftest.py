"""Thirty schools with last year's round and this year's, made once for all who only look."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def shire(django_db_setup, django_db_blocker) -> Iterator[SimpleNamespace]:
    """A partnership whose schools came in by their register, as the demonstration has them."""
    from safeloom.domain.questionnaires.models import Campaign
    from safeloom.foundation.today import today
    from safeloom.systems.school_return import demonstration
    from tests.factories import foundation
    from tests.factories import partnership as made

    with django_db_blocker.unblock(), transaction.atomic():
        here = foundation.partnership("shire", "Shire Partnership")
        made.an_agency(here, "Dunmere Special School", "school", urn="999001")
        county = SimpleNamespace(
            partnership=here,
            number=3,
            size="small",
            today=today(),
            places={"t1": "Dunmere", "t2": "Marlhythe", "t3": "Oatwick"},
        )
        demonstration.make(county)
        last, this = Campaign.objects.filter(partnership=here).order_by("due")
        yield SimpleNamespace(here=here, last=last, this=this, county=county)
        transaction.set_rollback(True)
