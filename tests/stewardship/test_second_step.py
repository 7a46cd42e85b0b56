"""A partnership says which roles ask for a second step, and resets what somebody lost."""

import pytest
from django.test import Client

from safeloom.domain.partnership.commands import people
from safeloom.foundation.access.factors import has_second_step
from safeloom.foundation.access.queries import strong_roles
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.today import today
from tests.factories import foundation, partnership
from tests.portal.codes import with_app

pytestmark = pytest.mark.django_db
HERE = "/vale/stewardship"


@pytest.fixture
def lead(vale):
    """Somebody of the directory who has a second step."""
    account = foundation.account(of=partnership.somebody(vale))
    foundation.grant(account.person.principal, "coordinator", vale)
    with_app(account)
    return account


@pytest.mark.parametrize("role", ["business-manager", "information-governance"])
def test_the_roles_are_chosen_on_a_page(vale, client, role):
    client.force_login(foundation.granted(role, vale))
    assert "Second step at sign-in" in client.get(f"{HERE}/").content.decode()
    answer = client.post(f"{HERE}/second-step/", {"roles": ["coordinator", "scrutineer"]})
    assert answer.status_code == 302
    assert strong_roles(vale, today()) == ["coordinator", "scrutineer"]
    page = client.get(f"{HERE}/second-step/").content.decode()
    assert page.count(" checked") == 2
    client.post(f"{HERE}/second-step/", {})
    assert strong_roles(vale, today()) == []


def test_a_role_that_is_none_is_refused(desk, vale):
    answer = desk.post(f"{HERE}/second-step/", {"roles": ["king"]})
    assert answer.status_code == 422 and strong_roles(vale, today()) == []


def test_a_lost_one_is_reset_and_its_owner_is_signed_out_and_told(desk, lead):
    theirs = Client()
    theirs.force_login(lead)
    page = f"{HERE}/accounts/{lead.pk}/"
    assert "Lost telephone or key" in desk.get(page).content.decode()
    assert desk.post(f"{page}reset-second-step/").status_code == 302
    assert not has_second_step(lead) and theirs.get("/account/").status_code == 302
    assert Mail.objects.get(kind="account-change").to == lead.email
    assert desk.post(f"{page}reset-second-step/").status_code == 422


def test_one_partnership_alone_does_not_reset_who_works_in_two(desk, lead, moor):
    people.enter(by=None, partnership=moor, person=lead.person, start=None)
    answer = desk.post(f"{HERE}/accounts/{lead.pk}/reset-second-step/")
    assert answer.status_code == 422 and has_second_step(lead)


def test_nobody_resets_their_own(desk, manager):
    with_app(manager)
    desk.force_login(manager)
    assert desk.post(f"{HERE}/accounts/{manager.pk}/reset-second-step/").status_code == 422
    assert has_second_step(manager)


def test_who_has_none_is_found_in_the_list(desk, manager, lead):
    page = desk.get(f"{HERE}/accounts/?second-step=no").content.decode()
    assert manager.email in page and lead.email not in page
