"""One rule: "may I" and "which rows" never disagree, and nothing is allowed that no grant allows."""

from datetime import date, timedelta

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from safeloom.foundation.access.definitions import ROLES
from safeloom.foundation.access.models import Grant
from safeloom.foundation.access.rule import Paths, Viewer
from safeloom.foundation.identity.models import Membership, Principal
from safeloom.foundation.records.commands import open_record
from safeloom.foundation.records.models import Record
from safeloom.kernel import registry
from safeloom.kernel.registry import Permission
from tests.factories import foundation

DAY = date(2026, 11, 21)
LOOK = "record.look"


@pytest.fixture(autouse=True)
def _permission(monkeypatch):
    """A permission of this test's own, over records seen as if an agency's key were theirs."""
    roles = ("business-manager", "agency-lead")
    offered = {**registry._offered, "test": (Permission(LOOK, "look", roles),)}
    monkeypatch.setattr(registry, "_offered", offered)
    monkeypatch.setattr(
        Record, "ACCESS", Paths(partnership="partnership_id", agency="pk"), raising=False
    )


def agency(partnership, name="Vale Trust"):
    """A record with a principal of the same key, as an agency's."""
    record = open_record(partnership=partnership, kind="agency", prefix="AG", title=name)
    Principal.objects.create(pk=record.pk, kind=Principal.Kind.AGENCY, name=name)
    return record


def seen_by(account, day=DAY, partnership=None):
    viewer = Viewer(account, day)
    key = partnership.pk if partnership else None
    rows = viewer.rows(LOOK, Record.objects.all(), key)
    for record in Record.objects.all():
        assert viewer.may(LOOK, record.partnership_id, record) == (
            record in viewer.rows(LOOK, Record.objects.all(), record.partnership_id)
        )
    return set(rows)


@pytest.mark.django_db
def test_a_manager_sees_all_of_one_partnership_and_nothing_of_another():
    vale, moor = foundation.partnership(), foundation.partnership()
    mine, other = agency(vale), agency(moor)
    manager = foundation.granted("business-manager", vale)
    assert seen_by(manager) == {mine}
    assert other not in seen_by(manager)


@pytest.mark.django_db
def test_a_lead_sees_one_agency():
    vale = foundation.partnership()
    mine, _other = agency(vale), agency(vale, "Down Trust")
    lead = foundation.granted("agency-lead", vale, over=Principal.objects.get(pk=mine.pk))
    assert seen_by(lead) == {mine}


@pytest.mark.django_db
def test_a_role_without_the_permission_a_stranger_and_a_closed_account_see_nothing():
    vale = foundation.partnership()
    agency(vale)
    closed = foundation.granted("business-manager", vale)
    closed.is_active = False
    closed.save()
    for account in (foundation.granted("scrutineer", vale), foundation.account(), closed, None):
        assert seen_by(account) == set()


@pytest.mark.django_db
def test_a_grant_holds_from_its_first_to_its_last_day():
    vale = foundation.partnership()
    mine = agency(vale)
    manager = foundation.granted("business-manager", vale, start=DAY, end=DAY + timedelta(days=1))
    seen = [seen_by(manager, DAY + timedelta(days=n)) for n in (-1, 0, 1, 2)]
    assert seen == [set(), {mine}, {mine}, set()]


@pytest.mark.django_db
def test_a_grant_to_a_post_reaches_its_holder_while_the_post_is_held():
    vale = foundation.partnership()
    mine = agency(vale)
    post = Principal.objects.create(kind=Principal.Kind.POST, name="Designated nurse")
    holder = foundation.granted("business-manager", vale, principal=post)
    assert seen_by(holder) == set()
    Membership.objects.create(member=holder.person.principal, of=post, end=DAY)
    assert seen_by(holder) == {mine}
    assert seen_by(holder, DAY + timedelta(days=1)) == set()


@pytest.mark.django_db
def test_belonging_reaches_through_several_and_survives_a_ring():
    vale = foundation.partnership()
    mine = agency(vale)
    posts = [Principal.objects.create(kind=Principal.Kind.POST, name=f"P{n}") for n in range(3)]
    holder = foundation.granted("business-manager", vale, principal=posts[2])
    Membership.objects.create(member=holder.person.principal, of=posts[0])
    for lower, upper in ((0, 1), (1, 2), (2, 0)):
        Membership.objects.create(member=posts[lower], of=posts[upper])
    assert seen_by(holder) == {mine}


@pytest.mark.django_db
def test_a_misspelt_permission_is_an_error_not_a_refusal():
    manager = foundation.granted("business-manager", foundation.partnership())
    with pytest.raises(KeyError):
        Viewer(manager, DAY).holding("record.lok")


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 3])
def test_the_grants_take_two_queries_however_many(many, django_assert_num_queries):
    vale = foundation.partnership()
    manager = foundation.granted("business-manager", vale)
    for _ in range(many):
        lead = Principal.objects.get(pk=agency(vale).pk)
        Grant.objects.create(
            principal=manager.person.principal, partnership=vale, role="agency-lead", over=lead
        )
    viewer = Viewer(manager, DAY)
    assert viewer.person is not None
    with django_assert_num_queries(2):
        assert viewer.may(LOOK, vale.pk)
        assert viewer.may_everywhere(LOOK, vale.pk)


class AnyGrants(TestCase):
    """Against a second, plain calculation over all grants."""

    @given(data=st.data())
    def test_rows_are_those_a_plain_reading_of_the_grants_allows(self, data):
        partnerships = [foundation.partnership() for _ in range(2)]
        agencies = [agency(p, f"A{n}") for p in partnerships for n in range(2)]
        account = foundation.account()
        day = st.none() | st.dates(date(2026, 11, 19), date(2026, 11, 23))
        plain = set()
        for _ in range(data.draw(st.integers(0, 4))):
            role = data.draw(st.sampled_from([r for r in ROLES if r.over != "group"]))
            partnership = data.draw(st.sampled_from(partnerships))
            over = data.draw(st.sampled_from(agencies)) if role.over == "agency" else None
            start, end = data.draw(day), data.draw(day)
            if start and end and end < start:
                start, end = end, start
            Grant.objects.create(
                principal=account.person.principal,
                partnership=partnership,
                role=role.key,
                over_id=over.pk if over else None,
                start=start,
                end=end,
            )
            holds = (start is None or start <= DAY) and (end is None or end >= DAY)
            if holds and role.key in ("business-manager", "agency-lead"):
                plain |= {
                    found
                    for found in agencies
                    if found.partnership_id == partnership.pk and over in (None, found)
                }
        assert seen_by(account) == plain


def test_every_model_that_is_shown_says_where_its_rows_stand():
    from django.apps import apps

    shown = [m for m in apps.get_models() if isinstance(getattr(m, "ACCESS", None), Paths)]
    for model in shown:
        for path in (model.ACCESS.partnership, model.ACCESS.agency, model.ACCESS.group):
            if isinstance(path, str):
                model._base_manager.filter(**{path: None}).query.get_compiler("default").as_sql()
    assert all(issubclass(model, models.Model) for model in shown)
