"""Who left has no access from the next midnight in England on, and gets it back with a new post."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from safeloom.domain.partnership.commands import people
from safeloom.foundation.access.commands import accounts
from safeloom.foundation.access.leaving import has_left
from safeloom.foundation.identity.models import HeldDraft, PasswordLink, Session
from safeloom.foundation.today import ENGLAND
from tests.factories import foundation, partnership
from tests.portal.steps import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
# An ordinary day; the last before clocks go forward, and back; the day of each.
LAST_DAYS = [date(2026, 11, 4), date(2026, 3, 28), date(2026, 10, 24), date(2026, 3, 29)]


def midnight_after(day: date) -> datetime:
    """The first moment of the following day in England."""
    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=ENGLAND)


@pytest.fixture
def lead(vale):
    """An agency's lead: in the directory, with a post, and with the role by name."""
    agency = partnership.an_agency(vale)
    person = partnership.somebody(vale)
    partnership.in_post(partnership.a_post(agency), person)
    foundation.grant(person.principal, "agency-lead", vale, over=agency.principal)
    return foundation.account(person, password=PASSWORD)


def leave(account, day: date) -> None:
    entry = account.person.directory_entries.get()
    people.leave(by=None, entry=entry, seen=None, day=day)


def answers(client: Client) -> set[int]:
    return {client.get(page).status_code for page in ("/", "/vale/", "/account/")}


@pytest.mark.parametrize("day", LAST_DAYS, ids=str)
def test_access_ends_at_midnight_in_england(lead, day):
    before, after = midnight_after(day) - timedelta(seconds=1), midnight_after(day)
    with time_machine.travel(before - timedelta(minutes=10), tick=False) as clock:
        leave(lead, day)
        at_work = Client()
        sign_in(at_work, lead)
        clock.move_to(before)
        assert at_work.get("/vale/").status_code == 200
        secret = accounts.make_link(by=None, partnership=None, account=lead)
        assert sign_in(Client(), lead).status_code == 302
        clock.move_to(after)
        answer = at_work.get("/vale/")
        assert answer.status_code == 302 and answer["Location"] == "/sign-in/"
        assert answers(at_work) == {302}
        assert sign_in(Client(), lead).status_code == 422
        with pytest.raises(accounts.LinkSpent):
            accounts.account_of_link(secret)


def test_a_leaver_is_refused_in_the_words_of_a_wrong_password(lead):
    said = []
    leave(lead, date.today() - timedelta(days=1))
    for password in ("not the password", PASSWORD):
        answer = sign_in(Client(), lead, password)
        said.append((answer.status_code, answer.context["form"].errors))
    assert said[0] == said[1] and said[0][0] == 422


def test_leaving_ends_the_roles_given_by_name(lead):
    leave(lead, date(2026, 11, 4))
    (grant,) = lead.person.principal.grants.all()
    assert grant.end == date(2026, 11, 4)


def test_the_last_business_manager_cannot_leave(vale):
    person = partnership.somebody(vale)
    foundation.account(person)
    foundation.grant(person.principal, "business-manager", vale)
    entry = person.directory_entries.get()
    with pytest.raises(ValidationError):
        people.leave(by=None, entry=entry, seen=None, day=date.today())
    entry.refresh_from_db()
    assert entry.end is None


@pytest.mark.parametrize("what", ["post", "role", "directory"])
def test_the_last_thing_that_ends_ends_it_all(vale, what):
    yesterday = date.today() - timedelta(days=1)
    person = partnership.somebody(vale)
    account = foundation.account(person)
    if what == "post":
        post = partnership.a_post(partnership.an_agency(vale))
        held = partnership.in_post(post, person)
        assert not has_left(account)
        type(held.membership).objects.filter(pk=held.membership_id).update(end=yesterday)
    elif what == "role":
        grant = foundation.grant(person.principal, "scrutineer", vale)
        assert not has_left(account)
        type(grant).objects.filter(pk=grant.pk).update(end=yesterday)
    else:
        assert not has_left(account)
        leave(account, yesterday)
    assert has_left(account)


def test_who_never_had_a_role_may_still_look_at_their_account(client):
    client.force_login(foundation.account())
    assert client.get("/account/").status_code == 200


def test_a_post_that_begins_later_keeps_the_account(lead, vale):
    leave(lead, date.today() - timedelta(days=1))
    assert has_left(lead)
    partnership.in_post(
        partnership.a_post(partnership.an_agency(vale)),
        lead.person,
        start=date.today() + timedelta(days=30),
    )
    assert not has_left(lead) and sign_in(Client(), lead).status_code == 302


def test_the_tick_takes_away_what_leavers_leave_behind(lead, client):
    sign_in(client, lead)
    accounts.make_link(by=None, partnership=None, account=lead)
    HeldDraft.objects.create(
        account=lead, path="/", sealed=b"x", expires=datetime.now(ENGLAND) + timedelta(hours=1)
    )
    call_command("tick")
    assert Session.objects.filter(account=lead).exists() and PasswordLink.objects.exists()
    leave(lead, date.today() - timedelta(days=1))
    call_command("tick")
    for model in (Session, PasswordLink, HeldDraft):
        assert not model.objects.exists(), model


def test_leavers_are_listed_for_the_steward(vale, lead, client):
    client.force_login(foundation.granted("business-manager", vale))
    page = "/vale/stewardship/accounts/?state=left"
    assert lead.email not in client.get(page).content.decode()
    leave(lead, date.today() - timedelta(days=1))
    assert lead.email in client.get(page).content.decode()
    shown = client.get(f"/vale/stewardship/accounts/{lead.pk}/").content.decode()
    assert "Has left" in shown and "cannot sign in" in shown
