"""Two entries of one person become one, and nothing that pointed at either is lost."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse

from safeloom.domain.indicators.models import Return
from safeloom.domain.partnership.commands import merging
from safeloom.domain.partnership.models import (
    DirectoryEntry,
    PersonAlias,
    PostHolding,
    SeatHolding,
)
from safeloom.foundation.access.models import Grant, GrantReview
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Account, Membership, Person, Principal
from safeloom.foundation.records.relations import relations_to, written_once
from tests.factories import foundation, indicators
from tests.factories import partnership as make

# What stays with the second entry: what makes it what it is, and what is never altered.
STAYS = {
    ("partnership.Agency", "principal"),
    ("partnership.Group", "principal"),
    ("partnership.Post", "principal"),
    ("foundation.Person", "principal"),
    ("foundation.Account", "person"),
    ("foundation.AuditRow", "by"),
    ("partnership.PersonAlias", "person"),
    ("partnership.PersonAlias", "kept"),
}


@pytest.fixture
def vale(db):
    return foundation.partnership("vale")


def test_every_row_that_points_at_a_person_follows_or_is_known_to_stay() -> None:
    """A model that is new is found by itself: it follows, unless it is named here with a reason."""
    pointing = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model in (Person, Principal)
    }
    found = {
        (relation.related_model._meta.label, relation.field.name)
        for model in (Person, Principal)
        for relation in relations_to(model)
    }
    assert pointing == found


@pytest.mark.django_db
def test_what_does_not_follow_is_never_altered_or_makes_it_what_it_is() -> None:
    follows = {
        (relation.related_model._meta.label, relation.field.name) for relation in merging.followed()
    }
    found = {
        (relation.related_model._meta.label, relation.field.name)
        for model in (Person, Principal)
        for relation in relations_to(model)
    }
    for label, name in found - follows - STAYS:
        assert written_once(apps.get_model(label)), f"{label}.{name} would be forgotten"
    assert not follows & STAYS and found >= STAYS


def _twice(vale):
    """Somebody entered twice, with everything twice or once."""
    agency, group = make.an_agency(vale), make.a_group(vale)
    keep = make.somebody(vale, "Ash Fern", work_email="ash@vale.example", start=date(2021, 1, 1))
    other = make.somebody(vale, "A Fern", work_telephone="01234 567890", start=date(2020, 1, 1))
    post = make.a_post(agency, "Head")
    make.in_post(post, keep, date(2022, 1, 1))
    make.in_post(post, other, date(2020, 1, 1), date(2022, 6, 30))
    make.in_post(make.a_post(agency, "Deputy"), other)
    make.seated(make.a_seat(group), other)
    make.chairing(group, other)
    for person, role in ((keep, "scrutineer"), (other, "scrutineer"), (other, "coordinator")):
        foundation.grant(person.principal, role, vale)
    area = make.an_area(vale)
    returned = indicators.returned(indicators.measure(vale), "Q1 2024-25", area, 3)
    Return.objects.filter(pk=returned.pk).update(entered_by=other)
    audit.write(by=other, verb="test.done", subject="x", partnership=vale)
    return keep, other


def test_a_review_of_a_role_that_both_held_stays(vale):
    keep, other = _twice(vale)
    theirs = Grant.objects.get(principal=other.principal, role="scrutineer")
    review = GrantReview.objects.create(
        grant=theirs, on=date(2024, 5, 1), outcome=GrantReview.Outcome.KEPT
    )
    merging.merge(by=None, partnership=vale, keep=keep, other=other)
    review.refresh_from_db()
    assert (review.grant.principal_id, review.grant.role) == (keep.pk, "scrutineer")


def test_all_that_points_at_the_second_entry_points_at_the_first(vale):
    keep, other = _twice(vale)
    audited = list(AuditRow.objects.order_by("pk").values_list())
    merging.merge(by=None, partnership=vale, keep=keep, other=other)
    keep.refresh_from_db()
    assert (keep.work_email, keep.work_telephone) == ("ash@vale.example", "01234 567890")
    for relation in merging.followed():
        rows = relation.related_model._base_manager.filter(**{relation.field.attname: other.pk})
        assert not rows.exists(), relation
    head = PostHolding.objects.get(post__principal__name="Head")
    assert (head.person, head.start, head.end) == (keep, date(2020, 1, 1), None)
    assert head.membership.start == date(2020, 1, 1) and head.membership.member_id == keep.pk
    assert PostHolding.objects.filter(person=keep).count() == 2
    assert SeatHolding.objects.get().person == keep
    assert DirectoryEntry.objects.get().start == date(2020, 1, 1)
    assert sorted(keep.principal.grants.values_list("role", flat=True)) == [
        "coordinator",
        "scrutineer",
    ]
    assert Return.objects.get().entered_by == keep
    # Two posts, a seat and a chair; the posts' own memberships are no person's.
    assert Membership.objects.filter(member_id=keep.pk).count() == 4
    again = list(AuditRow.objects.exclude(verb="person.merge").order_by("pk").values_list())
    assert again == audited
    assert AuditRow.objects.filter(verb="person.merge").count() == 1


def test_two_accounts_need_a_word_which_is_closed(vale):
    keep, other = make.somebody(vale), make.somebody(vale)
    mine, theirs = foundation.account(keep), foundation.account(other)
    with pytest.raises(ValidationError, match="Both have an account"):
        merging.merge(by=None, partnership=vale, keep=keep, other=other)
    assert not PersonAlias.objects.exists()
    merging.merge(by=None, partnership=vale, keep=keep, other=other, close_account=True)
    assert not Account.objects.get(pk=theirs.pk).is_active
    assert Account.objects.get(pk=mine.pk).is_active


def test_the_only_account_goes_on_for_the_entry_that_is_kept(vale):
    keep, other = make.somebody(vale), make.somebody(vale)
    account = foundation.account(other)
    merging.merge(by=None, partnership=vale, keep=keep, other=other)
    assert Account.objects.get(pk=account.pk).person == keep


def test_nobody_merges_themselves_or_somebody_of_another_partnership(vale):
    manager = foundation.granted("business-manager", vale).person
    keep, other = make.somebody(vale), make.somebody(vale)
    foundation.grant(other.principal, "coordinator", foundation.partnership("elsewhere"))
    for by, one in ((manager, other), (manager, manager)):
        with pytest.raises(ValidationError):
            merging.merge(by=by, partnership=vale, keep=keep, other=one)
    assert not PersonAlias.objects.exists()


def test_the_business_manager_does_it_on_the_site(vale):
    keep, other = _twice(vale)
    client = Client()
    client.force_login(foundation.granted("business-manager", vale))
    chosen = client.post(
        reverse("partnership:merge-person", args=["vale", keep.pk]), {"other": str(other.pk)}
    )
    page = client.get(chosen["Location"]).content.decode()
    assert "Post holdings: 2" in page and "Seat holdings: 1" in page
    assert "Audit rows: 0 (1 stay with the old name)" in page
    assert client.post(chosen["Location"], {}).status_code == 422
    done = client.post(chosen["Location"], {"keep": str(keep.pk)})
    assert done.status_code == 302
    old = client.get(reverse("partnership:person", args=["vale", other.pk]))
    assert old["Location"] == reverse("partnership:person", args=["vale", keep.pk])
    elsewhere = Client()
    elsewhere.force_login(foundation.granted("business-manager", foundation.partnership("there")))
    gone = elsewhere.get(reverse("partnership:person", args=["there", other.pk]))
    assert gone.status_code == 404
