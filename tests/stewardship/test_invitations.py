"""An account's owner is invited by mail; how far that is can be seen, and it can be taken back."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from safeloom.domain.partnership.commands import people
from safeloom.foundation.access.commands import accounts
from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.identity.models import PasswordLink
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.notices.smtp import content_of
from tests.factories import foundation, partnership
from tests.portal.steps import PASSWORD, audited, sign_in

pytestmark = pytest.mark.django_db
HERE = "/vale/stewardship/accounts"


@pytest.fixture(autouse=True)
def mail_is_sent(settings):
    settings.EMAIL_HOST = "localhost"


@pytest.fixture
def guest(vale):
    return foundation.account(of=partnership.somebody(vale))


def text_of(mail: Mail) -> str:
    return unseal(mail.sealed, mail.bound_to).decode()


def link_in(mail: Mail) -> str:
    return re.search(r"http://\S+?(/account/reset/[\w-]+/)", text_of(mail))[1]


def choose(link: str):
    client = Client()
    client.get(link)
    return client.post("/account/reset/choose/", {"new_password": PASSWORD, "again": PASSWORD})


def state(desk, guest) -> str:
    """What the steward's list says of the account."""
    page = desk.get(f"{HERE}/?q={guest.email}&export=csv").getvalue().decode("utf-8-sig")
    return page.splitlines()[1].split(",")[2]


def test_from_invited_to_in_use(desk, guest, vale):
    assert state(desk, guest) == "No password chosen yet"
    assert desk.post(f"{HERE}/{guest.pk}/invite/").status_code == 302
    (mail,) = Mail.objects.filter(kind="invitation")
    assert (mail.to, mail.partnership) == (guest.email, vale)
    assert guest.person.name not in mail.subject + text_of(mail)
    assert state(desk, guest) == "Invited"
    link = link_in(mail)
    Client().get(link)
    assert state(desk, guest) == "Invitation opened"
    assert choose(link).status_code == 302
    assert state(desk, guest) == "In use"
    assert sign_in(Client(), guest).status_code == 302


@pytest.mark.parametrize(
    "name", ["V" * 200, "Vale\u00a0and\u200bMoor", "Vale\r\nBcc: all@vale.example"]
)
def test_whatever_the_partnership_is_called_the_invitation_leaves(desk, guest, vale, name):
    type(vale).objects.update(name=name)
    assert desk.post(f"{HERE}/{guest.pk}/invite/").status_code == 302
    (mail,) = Mail.objects.all()
    assert mail.subject.isprintable() and mail.subject.startswith("Your account with V")
    sent = message_from_bytes(content_of(mail), policy=policy.SMTP)
    assert sent["To"] == guest.email and sent["Bcc"] is None


def test_a_new_invitation_ends_the_one_before_and_its_mail_if_it_waits(desk, guest):
    for _ in range(2):
        desk.post(f"{HERE}/{guest.pk}/invite/")
    second, first = Mail.objects.filter(kind="invitation").order_by("-queued", "-id")
    assert (first.state, second.state) == (Mail.State.LET_GO, Mail.State.WAITING)
    assert choose(link_in(first)).status_code == 410
    assert choose(link_in(second)).status_code == 302


def test_an_invitation_is_taken_back(desk, guest):
    desk.post(f"{HERE}/{guest.pk}/invite/")
    (mail,) = Mail.objects.filter(kind="invitation")
    assert desk.post(f"{HERE}/{guest.pk}/revoke-link/").status_code == 302
    mail.refresh_from_db()
    assert mail.state == Mail.State.LET_GO and choose(link_in(mail)).status_code == 410
    assert state(desk, guest) == "No password chosen yet"
    assert len(audited("account.revoke-link")) == 1
    assert desk.post(f"{HERE}/{guest.pk}/revoke-link/").status_code == 422


def test_an_invitation_that_ran_out_says_so_and_works_no_more(desk, guest):
    with time_machine.travel("2026-11-02 09:00:00+00:00", tick=False) as clock:
        desk.force_login(desk_account := foundation.granted("business-manager", _vale(guest)))
        desk.post(f"{HERE}/{guest.pk}/invite/")
        (mail,) = Mail.objects.filter(kind="invitation")
        clock.shift(accounts.LINK_LASTS + timedelta(seconds=1))
        call_command("tick")
        desk.force_login(desk_account)
        assert state(desk, guest) == "Invitation ran out"
        assert choose(link_in(mail)).status_code == 410
        clock.shift(accounts.INVITATION_SHOWN)
        assert accounts.remove_spent_links() == 1


def _vale(guest):
    return guest.person.directory_entries.get().partnership


def test_a_closed_account_and_one_known_elsewhere_are_not_invited(desk, guest, moor):
    desk.post(f"{HERE}/{guest.pk}/close/")
    assert desk.post(f"{HERE}/{guest.pk}/invite/").status_code == 422
    desk.post(f"{HERE}/{guest.pk}/reopen/")
    people.enter(by=None, partnership=moor, person=guest.person, start=None)
    assert desk.post(f"{HERE}/{guest.pk}/invite/").status_code == 422
    assert not Mail.objects.exists() and not PasswordLink.objects.exists()


def test_a_link_by_hand_is_told_apart(desk, guest):
    desk.post(f"{HERE}/{guest.pk}/link/")
    assert state(desk, guest) == "No password chosen yet"
    assert "Handed over: works until" in desk.get(f"{HERE}/{guest.pk}/").content.decode()
