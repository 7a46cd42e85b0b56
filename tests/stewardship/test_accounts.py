"""Accounts are made, closed and given links by the partnership that alone knows their owner."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.domain.partnership.commands import people
from safeloom.foundation.access.commands import accounts
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Account, PasswordLink
from safeloom.foundation.today import today
from tests.factories import foundation, partnership

pytestmark = pytest.mark.django_db
CHOSEN = "heron under nine lamps"
HERE = "/vale/stewardship/accounts"


def an_account(of, **more) -> Account:
    return foundation.account(of=partnership.somebody(of), **more)


def link_of(desk, account) -> str:
    page = desk.post(f"{HERE}/{account.pk}/link/")
    assert page.status_code == 200
    return re.search(r"http://testserver(/account/reset/[\w-]+/)", page.content.decode())[1]


def choose(link: str, password: str = CHOSEN, client: Client | None = None):
    client = client or Client()
    client.get(link)
    return client.post("/account/reset/choose/", {"new_password": password, "again": password})


def may_sign_in(account, password: str = CHOSEN) -> bool:
    answer = Client().post("/sign-in/", {"login": account.email, "password": password})
    return answer.status_code == 302


def verbs() -> list[str]:
    return list(AuditRow.objects.order_by("at").values_list("verb", flat=True))


def test_an_account_is_made_a_link_is_shown_once_and_its_owner_signs_in(desk, vale):
    somebody = partnership.somebody(vale, "Kit Invented")
    before = len(verbs())
    answer = desk.post(f"{HERE}/make/", {"person": somebody.pk, "email": "Kit@vale.example"})
    account = Account.objects.get(person=somebody)
    assert answer["Location"] == f"{HERE}/{account.pk}/"
    assert account.email == "kit@vale.example" and not may_sign_in(account, "")
    link = link_of(desk, account)
    assert link not in desk.get(f"{HERE}/{account.pk}/").content.decode()
    assert choose(link)["Location"] == "/sign-in/"
    assert may_sign_in(account)
    made = [verb for verb in verbs()[before:] if "sign-in" not in verb]
    assert made == ["account.open", "account.make-link", "account.choose-password"]


def test_neither_the_audit_nor_the_database_nor_the_log_holds_the_link(desk, vale, caplog):
    account = an_account(vale)
    link = link_of(desk, account)
    secret = link.split("/")[-2]
    Client().get(link, follow=True)
    choose(link, "short")
    held = [str(row.before) + str(row.after) + row.subject for row in AuditRow.objects.all()]
    assert secret not in " ".join(held) and account.email not in " ".join(held)
    assert PasswordLink.objects.get().digest != secret
    choose(link)
    choose(link)
    assert secret not in caplog.text


def test_a_link_works_once(desk, vale):
    account = an_account(vale)
    link = link_of(desk, account)
    second = Client()
    second.get(link)
    assert choose(link).status_code == 302
    assert choose(link, "another long password").status_code == 410
    answer = second.post(
        "/account/reset/choose/",
        {"new_password": "another long password", "again": "another long password"},
    )
    assert answer.status_code == 410 and may_sign_in(account)


def test_opening_a_link_does_not_spend_it(desk, vale):
    link = link_of(desk, an_account(vale))
    for _ in range(3):
        assert Client().get(link, follow=True).status_code == 200
    assert choose(link).status_code == 302


def test_a_new_link_ends_the_one_before(desk, vale):
    account = an_account(vale)
    first, second = link_of(desk, account), link_of(desk, account)
    assert choose(first).status_code == 410
    assert choose(second).status_code == 302


def test_a_link_lasts_seven_days(desk, vale):
    with time_machine.travel("2026-11-02 09:00:00+00:00", tick=False) as clock:
        account = an_account(vale)
        secret = accounts.make_link(by=None, partnership=vale, account=account)
        clock.shift(accounts.LINK_LASTS)
        assert accounts.account_of_link(secret) == account
        clock.shift(1)
        with pytest.raises(accounts.LinkSpent):
            accounts.account_of_link(secret)
        assert accounts.remove_spent_links() == 1


def test_the_present_password_goes_on_until_a_new_one_is_chosen(desk, vale):
    account = an_account(vale, password="the present password")
    link = link_of(desk, account)
    open_elsewhere = Client()
    open_elsewhere.force_login(account)
    assert may_sign_in(account, "the present password")
    choose(link)
    assert not may_sign_in(account, "the present password")
    assert open_elsewhere.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "too short"),
        ("seven slow boats 1", "seven slow boats", "not the same"),
        ("", "", "Enter the new password"),
    ],
)
def test_a_password_that_will_not_do_is_refused_in_words(desk, vale, password, again, said):
    account = an_account(vale)
    client = Client()
    client.get(link_of(desk, account))
    answer = client.post("/account/reset/choose/", {"new_password": password, "again": again})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert PasswordLink.objects.exists()


def test_closing_ends_sessions_links_and_signing_in(desk, vale):
    account = an_account(vale, password=CHOSEN)
    link = link_of(desk, account)
    inside = Client()
    inside.force_login(account)
    assert desk.post(f"{HERE}/{account.pk}/close/").status_code == 302
    assert inside.get("/account/").status_code == 302
    assert not may_sign_in(account) and choose(link).status_code == 410
    assert desk.post(f"{HERE}/{account.pk}/link/").status_code == 422
    desk.post(f"{HERE}/{account.pk}/reopen/")
    assert not may_sign_in(account)
    choose(link_of(desk, account))
    assert may_sign_in(account)


def test_nobody_closes_their_own_account(desk, manager):
    assert desk.post(f"{HERE}/{manager.pk}/close/").status_code == 422
    manager.refresh_from_db()
    assert manager.is_active


@pytest.mark.parametrize("how", ["granted", "in the directory", "through a group"])
@pytest.mark.parametrize("deed", ["link", "close"])
def test_a_manager_cannot_take_over_who_also_works_elsewhere(desk, vale, moor, how, deed):
    account = an_account(vale, password=CHOSEN)
    if how == "granted":
        foundation.grant(account.person.principal, "business-manager", moor)
    elif how == "in the directory":
        people.enter(by=None, partnership=moor, person=account.person, start=None)
    else:
        panel = partnership.a_group(moor)
        foundation.grant(panel.principal, "group-member", moor, over=panel.principal)
        people.enter(by=None, partnership=moor, person=account.person, start=None)
        partnership.chairing(panel, account.person)
    answer = desk.post(f"{HERE}/{account.pk}/{deed}/")
    assert answer.status_code == 422
    assert "cannot be done by one partnership" in answer.content.decode()
    assert "Moor" not in answer.content.decode()
    assert may_sign_in(account) and not PasswordLink.objects.exists()


def test_nobody_chooses_the_address_of_who_has_a_role_elsewhere(desk, vale, moor):
    """A forgotten password is mailed there: with it one would be them in the other partnership."""
    theirs = partnership.somebody(moor)
    people.enter(by=None, partnership=vale, person=theirs, start=None)
    foundation.grant(theirs.principal, "business-manager", moor)
    foundation.grant(theirs.principal, "scrutineer", vale)
    answer = desk.post(f"{HERE}/make/", {"person": theirs.pk, "email": "mine@vale.example"})
    assert answer.status_code == 422 and "Another partnership" in answer.content.decode()
    assert not Account.objects.filter(person=theirs).exists()


def test_a_manager_sees_and_reaches_only_the_own_partnerships_people(desk, vale, moor):
    ours, theirs = an_account(vale), an_account(moor)
    page = desk.get(f"{HERE}/").content.decode()
    assert ours.email in page and theirs.email not in page
    assert desk.get(f"{HERE}/{theirs.pk}/").status_code == 404
    assert desk.post(f"{HERE}/{theirs.pk}/link/").status_code == 404
    stranger = partnership.somebody(moor)
    answer = desk.post(f"{HERE}/make/", {"person": stranger.pk, "email": "a@moor.example"})
    assert answer.status_code == 422 and not Account.objects.filter(person=stranger).exists()


def test_who_left_for_another_partnership_is_no_longer_shown(desk, vale, moor):
    account = an_account(vale)
    entry = account.person.directory_entries.get()
    yesterday = today() - timedelta(days=1)
    people.leave(by=None, entry=entry, seen=None, day=yesterday)
    assert account.email in desk.get(f"{HERE}/").content.decode()
    people.enter(by=None, partnership=moor, person=account.person, start=None)
    assert account.email not in desk.get(f"{HERE}/").content.decode()


def test_an_address_serves_one_account(desk, vale):
    taken = an_account(vale)
    somebody = partnership.somebody(vale)
    answer = desk.post(f"{HERE}/make/", {"person": somebody.pk, "email": taken.email.upper()})
    assert answer.status_code == 422 and "Enter another one" in answer.content.decode()


def test_the_list_asks_the_same_number_of_questions_for_any_number_of_rows(desk, vale):
    desk.get(f"{HERE}/")  # the count of what needs somebody is kept for a minute
    counts = []
    for many in (1, 3):
        for _ in range(many):
            an_account(vale)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert desk.get(f"{HERE}/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
