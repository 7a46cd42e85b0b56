"""References run without gaps, and a stale edit is refused."""

import pytest
from django.db import transaction

from safeloom.foundation.records.commands import Stale, new_records, next_revision, open_record
from safeloom.foundation.records.models import Record
from tests.factories import foundation

pytestmark = pytest.mark.django_db


def test_each_partnership_and_prefix_counts_for_itself():
    vale, moor = foundation.partnership(), foundation.partnership()
    opened = [
        open_record(partnership=p, kind="x", prefix=prefix, title="T").reference
        for p, prefix in ((vale, "AG"), (vale, "AG"), (vale, "GR"), (moor, "AG"))
    ]
    assert opened == ["AG-0001", "AG-0002", "GR-0001", "AG-0001"]


def test_many_at_once_follow_on_from_one():
    vale = foundation.partnership()
    open_record(partnership=vale, kind="x", prefix="AG", title="First")
    made = new_records(partnership=vale, kind="x", prefix="AG", titles=["B", "C"])
    assert [(record.reference, record.title) for record in made] == [
        ("AG-0002", "B"),
        ("AG-0003", "C"),
    ]


def test_a_number_given_in_a_command_that_failed_is_given_again():
    vale = foundation.partnership()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        open_record(partnership=vale, kind="x", prefix="AG", title="Lost")
        raise ZeroDivisionError
    assert open_record(partnership=vale, kind="x", prefix="AG", title="T").reference == "AG-0001"


def test_the_second_of_two_editors_is_told():
    record = open_record(partnership=foundation.partnership(), kind="x", prefix="AG", title="T")
    mine, theirs = Record.objects.get(pk=record.pk), Record.objects.get(pk=record.pk)
    next_revision(theirs, 1)
    assert theirs.revision == 2
    with pytest.raises(Stale):
        next_revision(mine, 1)
