"""Whom forms offer: told by agency and post."""

import pytest

from safeloom.domain.partnership.fields import PersonField
from safeloom.domain.partnership.models import DirectoryEntry
from safeloom.domain.partnership.queries.people import known_people, with_work
from safeloom.foundation.today import today
from tests.factories import foundation, partnership


@pytest.mark.django_db
def test_people_stand_under_their_agency_and_those_without_one_last() -> None:
    here, elsewhere = foundation.partnership("vale"), foundation.partnership("dale")
    for name, agency, where in (
        ("Ada Osei", "Vale Police", here),
        ("Ada Osei", "Vale Council", here),
        ("Kit Vane", "Dale Council", elsewhere),
    ):
        post = partnership.a_post(partnership.an_agency(where, agency), "Head of safeguarding")
        who = partnership.somebody(where, name)
        partnership.in_post(post, who)
        if where is elsewhere:
            DirectoryEntry.objects.create(partnership=here, person=who)
    field = PersonField(with_work(known_people(here), here, today()))
    groups = list(field.choices)[1:]
    told = [(heading, [words for _, words in people]) for heading, people in groups]
    ada = ["Ada Osei, Head of safeguarding"]
    # Where somebody works in another partnership is not told here
    assert told == [("Vale Council", ada), ("Vale Police", ada), ("Others", ["Kit Vane"])]
