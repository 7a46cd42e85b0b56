"""A second step at sign-in: an app's codes and the codes for the day it is lost."""

from datetime import UTC, datetime
from threading import Thread

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from safeloom.foundation.access import factors
from safeloom.foundation.access.commands import factors as commands
from safeloom.foundation.encryption.box import CannotOpen
from safeloom.foundation.identity.models import Session
from safeloom.foundation.notices.models import Mail
from tests.factories import foundation
from tests.portal.codes import AT_SIGN_IN, HERE, codes_on, give_code, secret_on, shown, with_app
from tests.portal.steps import PASSWORD, audited, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def still():
    """No period of an app's codes ends in the middle of a test, however slow the machine is."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


@pytest.fixture
def desk(client, manager) -> Client:
    sign_in(client, manager)
    return client


def inside(client: Client) -> bool:
    return client.get("/vale/").status_code == 200


def set_up(desk: Client) -> tuple[str, list[str]]:
    """Set an app up through the pages; its secret and the recovery codes."""
    secret = secret_on(desk.get(f"{HERE}app/").content.decode())
    answer = desk.post(f"{HERE}app/", {"one_time_code": shown(secret, -1)})
    assert answer.status_code == 302
    return secret, codes_on(desk.get(answer["Location"]).content.decode())


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(desk, manager):
    secret, codes = set_up(desk)
    assert len(codes) == 10 == len(set(codes))
    assert inside(desk)
    browser = Client()
    assert sign_in(browser, manager)["Location"] == AT_SIGN_IN
    assert not inside(browser) and "six digits" in browser.get(AT_SIGN_IN).content.decode()
    assert give_code(browser, shown(secret))["Location"] == "/"
    assert inside(browser)


def test_the_page_that_was_wanted_comes_after_the_second_step(manager, client):
    secret = with_app(manager)
    sign_in(client, manager, next="/vale/stewardship/")
    assert give_code(client, shown(secret))["Location"] == "/vale/stewardship/"


def test_the_picture_and_the_letters_stay_the_same_until_it_is_set_up(desk):
    first = secret_on(desk.get(f"{HERE}app/").content.decode())
    answer = desk.post(f"{HERE}app/", {"one_time_code": "000000"})
    assert answer.status_code == 422 and secret_on(answer.content.decode()) == first
    assert "data:image/svg+xml;base64," in answer.content.decode()


def test_nothing_of_it_can_be_read_in_the_database(desk, manager):
    secret, codes = set_up(desk)
    secret_being_set_up = secret_on(desk.get(f"{HERE}app/").content.decode())
    held = str(list(Authenticator.objects.values_list("data", flat=True)))
    held += str([row.get_decoded() for row in Session.objects.all()])
    assert not [one for one in (secret, secret_being_set_up, *codes) if one in held]


def test_a_secret_moved_to_another_account_does_not_open(manager, vale):
    with_app(manager)
    thief = foundation.granted("business-manager", vale)
    Authenticator.objects.filter(type="totp").update(user=thief)
    with pytest.raises(CannotOpen):
        factors.take_code(thief, "123456")
    with pytest.raises(LookupError):
        factors.sealed("whose?")


@pytest.mark.parametrize("code", ["", "1", "000000", "abcdef", "٣٣٣٣٣٣", "9" * 21])
def test_a_wrong_code_lets_nobody_in(client, manager, code):
    with_app(manager)
    sign_in(client, manager)
    answer = give_code(client, code)
    assert answer.status_code == 422 and "There is a problem" in answer.content.decode()
    assert not inside(client) and len(audited("account.second-step-refused")) == 1


def test_a_code_counts_once(client, manager):
    secret = with_app(manager)
    sign_in(client, manager)
    code = shown(secret)
    assert give_code(client, code).status_code == 302
    other = Client()
    sign_in(other, manager)
    assert give_code(other, code).status_code == 422
    assert give_code(other, shown(secret, -1)).status_code == 422  # nor an older one
    assert give_code(other, f"{shown(secret, 1)[:3]} {shown(secret, 1)[3:]}").status_code == 302


def test_the_code_of_setting_up_cannot_be_used_to_sign_in(desk, manager):
    secret = secret_on(desk.get(f"{HERE}app/").content.decode())
    code = shown(secret)
    desk.post(f"{HERE}app/", {"one_time_code": code})
    other = Client()
    sign_in(other, manager)
    assert give_code(other, code).status_code == 422


def test_a_code_is_good_for_its_period_and_one_to_either_side(manager):
    with time_machine.travel("2026-11-02 09:00:00+00:00", tick=False) as clock:
        secret = with_app(manager)
        clock.shift(600)
        for later, good in ((-2, False), (2, False), (-1, True), (0, True), (1, True)):
            assert bool(factors.take_code(manager, shown(secret, later))) == good, later


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_one_code_at_once_one_is_let_in(manager):
    code = shown(with_app(manager))
    let_in = []

    def send() -> None:
        try:
            let_in.append(factors.take_code(manager, code) is not None)
        finally:
            connection.close()

    both = [Thread(target=send) for _ in range(4)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(let_in) == [False, False, False, True]


def test_a_recovery_code_works_once(desk, manager):
    _, codes = set_up(desk)
    browser = Client()
    sign_in(browser, manager)
    assert give_code(browser, f"{codes[3][:4]} {codes[3][4:]}").status_code == 302
    assert inside(browser)
    again = Client()
    sign_in(again, manager)
    assert give_code(again, codes[3]).status_code == 422
    assert give_code(again, codes[0]).status_code == 302
    assert [row.after["left"] for row in audited("account.use-recovery-code")] == [9, 8]
    assert "8 left" in desk.get(HERE).content.decode()


def test_new_recovery_codes_end_those_before(desk, manager):
    _, codes = set_up(desk)
    desk.post(f"{HERE}codes/")
    new = codes_on(desk.get(f"{HERE}codes/").content.decode())
    assert len(new) == 10 and not set(new) & set(codes)
    browser = Client()
    sign_in(browser, manager)
    assert give_code(browser, codes[0]).status_code == 422
    assert give_code(browser, new[0]).status_code == 302


def test_five_wrong_codes_stop_it_wherever_they_come_from(manager):
    secret = with_app(manager)
    for number in range(5):
        browser = Client(REMOTE_ADDR=f"10.0.0.{number}")
        sign_in(browser, manager)
        assert give_code(browser, "000000").status_code == 422
    browser = Client(REMOTE_ADDR="10.0.0.99")
    sign_in(browser, manager)
    answer = give_code(browser, shown(secret))
    assert answer.status_code == 429 and not inside(browser)


def test_thirty_wrong_codes_a_day_are_the_most(manager):
    with time_machine.travel("2026-11-02 09:00:00+00:00", tick=False) as clock:
        with_app(manager)
        tried = 0
        for _ in range(8):
            browser = Client()
            sign_in(browser, manager)
            while give_code(browser, "000000").status_code == 422:
                tried += 1
            clock.shift(301)
        assert tried == 30


def test_without_the_password_there_is_no_second_step(client, manager):
    with_app(manager)
    assert client.get(AT_SIGN_IN)["Location"] == "/sign-in/"
    assert give_code(client, "000000")["Location"] == "/sign-in/"


def test_who_is_closed_between_password_and_code_stays_out(client, manager):
    secret = with_app(manager)
    sign_in(client, manager)
    manager.is_active = False
    manager.save()
    assert give_code(client, shown(secret))["Location"] == "/sign-in/"
    assert not inside(client)


def test_changing_it_asks_for_the_password_when_signing_in_is_long_ago(manager):
    with time_machine.travel("2026-11-02 09:00:00+00:00", tick=False) as clock:
        browser = Client()
        sign_in(browser, manager)
        clock.shift(601)
        for page in ("app/", "key/", "codes/"):
            assert browser.get(HERE + page)["Location"].startswith("/account/confirm/?next=")
        asked = browser.get(f"{HERE}app/")["Location"]
        assert browser.post(asked, {"password": "wrong"}).status_code == 422
        assert browser.post(asked, {"password": PASSWORD})["Location"] == f"{HERE}app/"
        assert browser.get(f"{HERE}app/").status_code == 200


def test_a_second_step_is_removed_with_its_codes(desk, manager):
    set_up(desk)
    (app,) = Authenticator.objects.filter(type="totp")
    assert desk.post(f"{HERE}{app.pk}/remove/").status_code == 302
    assert not Authenticator.objects.exists()
    browser = Client()
    assert sign_in(browser, manager)["Location"] == "/"


def test_nobody_removes_what_is_somebody_elses(desk, vale):
    other = foundation.granted("business-manager", vale)
    with_app(other)
    app = Authenticator.objects.get(user=other, type="totp")
    assert desk.post(f"{HERE}{app.pk}/remove/").status_code == 404
    assert factors.has_second_step(other)


def test_setting_up_the_first_one_ends_sessions_that_began_without(desk, manager):
    elsewhere = Client()
    sign_in(elsewhere, manager)
    set_up(desk)
    assert inside(desk) and not inside(elsewhere)


def test_the_owner_is_told_by_mail_and_on_their_account(desk, manager):
    set_up(desk)
    (mail,) = Mail.objects.filter(kind="account-change")
    assert mail.to == manager.email and manager.person.name not in mail.subject
    assert "A second step was set up" in desk.get("/account/").content.decode()


def test_a_reset_takes_all_away_and_signs_out(manager, vale):
    with_app(manager)
    browser = Client()
    browser.force_login(manager)
    other = foundation.granted("business-manager", vale).person
    commands.reset_factors(by=other, partnership=vale, account=manager)
    assert not Authenticator.objects.exists() and not inside(browser)
    assert len(audited("account.reset-factors")) == 1


@pytest.mark.parametrize(
    "answer", ["1" * 5000, "[" * 100_000, "null", '{"id": ' + "9" * 5000 + "}"]
)
def test_what_no_key_would_answer_is_refused_and_never_an_error(desk, manager, answer):
    added = desk.post(f"{HERE}key/", {"name": "Blue key", "credential": answer})
    assert added.status_code == 422
    set_up(desk)
    browser = Client()
    sign_in(browser, manager)
    assert browser.post(AT_SIGN_IN, {"credential": answer}).status_code == 422
