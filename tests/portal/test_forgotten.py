"""A forgotten password: a link by mail, and the same answer for any address."""

import re

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.identity.models import LinkAsked
from safeloom.foundation.notices.forgotten import answer_asked
from safeloom.foundation.notices.models import Mail
from tests.factories import foundation
from tests.portal.codes import AT_SIGN_IN, with_app
from tests.portal.steps import sign_in

pytestmark = pytest.mark.django_db
PAGE = "/account/reset/"
NEW = "otter above ten lamps"


@pytest.fixture(autouse=True)
def mail_is_sent(settings):
    settings.EMAIL_HOST = "localhost"


def asks(email: str, client: Client | None = None):
    return (client or Client()).post(PAGE, {"email": email})


def mails() -> list[Mail]:
    return list(Mail.objects.filter(kind="forgotten-password").order_by("queued"))


def link_in(mail: Mail) -> str:
    text = unseal(mail.sealed, mail.bound_to).decode()
    return re.search(r"http://\S+?(/account/reset/[\w-]+/)", text)[1]


def test_a_link_comes_by_mail_and_a_new_password_is_chosen(manager):
    assert "Look in your mail" in asks(manager.email.upper()).content.decode()
    assert not mails()
    call_command("tick")
    (mail,) = mails()
    assert mail.to == manager.email
    browser = Client()
    browser.get(link_in(mail))
    browser.post(f"{PAGE}choose/", {"new_password": NEW, "again": NEW})
    assert sign_in(Client(), manager, NEW).status_code == 302


def test_any_address_gets_the_same_answer_by_the_same_questions(manager, vale):
    closed = foundation.account()
    closed.is_active = False
    closed.save()
    told, asked_for = [], []
    addresses = (manager.email, "nobody@safeloom.example", closed.email)
    for number, email in enumerate(addresses):
        client = Client(REMOTE_ADDR=f"10.0.1.{number}")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            answer = asks(email, client)
        told.append((answer.status_code, answer.content))
        asked_for.append(
            [re.sub(r"'[^']*'|[0-9a-f]{32}|\d+", "?", one["sql"])[:60] for one in asked]
        )
    assert told[0] == told[1] == told[2]
    assert asked_for[0] == asked_for[1] == asked_for[2]
    call_command("tick")
    assert [mail.to for mail in mails()] == [manager.email]
    assert not LinkAsked.objects.exists()


def test_the_address_is_not_readable_while_it_waits(manager):
    asks(manager.email)
    assert manager.email.encode() not in bytes(LinkAsked.objects.get().sealed)


def test_the_link_lasts_an_hour(manager):
    with time_machine.travel("2026-11-02 09:00:00+00:00", tick=False) as clock:
        asks(manager.email)
        answer_asked()
        (mail,) = mails()
        clock.shift(3601)
        browser = Client()
        assert browser.get(link_in(mail), follow=True).status_code == 410


def test_asking_again_and_again_sends_one_mail_a_quarter_of_an_hour(manager):
    with time_machine.travel("2026-11-02 09:00:00+00:00", tick=False) as clock:
        for _ in range(3):
            asks(manager.email)
            answer_asked()
        assert len(mails()) == 1
        clock.shift(15 * 60 + 1)
        asks(manager.email)
        answer_asked()
        assert len(mails()) == 2


def test_a_new_password_does_not_lead_round_the_second_step(manager):
    with_app(manager)
    asks(manager.email)
    answer_asked()
    browser = Client()
    browser.get(link_in(mails()[0]))
    browser.post(f"{PAGE}choose/", {"new_password": NEW, "again": NEW})
    assert browser.get("/vale/")["Location"].startswith("/sign-in/")
    assert sign_in(browser, manager, NEW)["Location"] == AT_SIGN_IN


def test_five_an_hour_for_one_address_are_the_most():
    said = [asks("somebody@safeloom.example").status_code for _ in range(6)]
    assert said == [200] * 5 + [429]


@pytest.mark.parametrize("email", ["", "no address", "a@b", "x" * 400 + "@safeloom.example"])
def test_what_is_no_address_is_refused_in_words(email):
    answer = asks(email)
    assert answer.status_code == 422 and not LinkAsked.objects.exists()


def test_without_a_mail_server_the_page_says_whom_to_ask(client, settings):
    settings.EMAIL_HOST = ""
    page = client.get(PAGE).content.decode()
    assert "Ask your partnership’s business unit" in page and "<form" not in page
    assert asks("a@safeloom.example").status_code == 200 and not LinkAsked.objects.exists()
