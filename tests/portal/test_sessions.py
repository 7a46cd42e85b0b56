"""Where somebody is signed in, and ending that."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.identity.models import Session
from safeloom.foundation.identity.signed_in import browser_in_words, signed_in
from tests.factories import foundation
from tests.portal.steps import PASSWORD, audited, sign_in

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.5 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
)
HERE = "/account/sessions/"


@pytest.fixture
def desk(manager) -> Client:
    client = Client(headers={"User-Agent": FIREFOX})
    sign_in(client, manager)
    return client


@pytest.fixture
def telephone(manager) -> Client:
    client = Client(headers={"User-Agent": PHONE})
    sign_in(client, manager)
    return client


def marks(client: Client) -> list[str]:
    return re.findall(r'name="session" value="(\w+)"', client.get(HERE).content.decode())


def inside(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_each_browser_is_told_in_plain_words_and_this_one_is_marked(desk, telephone):
    page = desk.get(HERE).content.decode()
    assert "Firefox on Windows" in page and "Safari on iPhone" in page
    assert page.count("This one") == 1 and len(marks(desk)) == 1
    at_phone = telephone.get(HERE).content.decode()
    assert at_phone.index("This one") > at_phone.index("Safari on iPhone")


def test_the_list_asks_the_same_number_of_questions_for_one_and_three(desk, manager):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(HERE).status_code == 200
        counts.append(len(asked))
        for _ in range(2):
            sign_in(Client(), manager)
    assert counts[0] == counts[1] and len(signed_in(manager)) == 5


def test_since_when_and_the_last_click_are_told(manager):
    client = Client(headers={"User-Agent": FIREFOX})
    with time_machine.travel("2026-11-02 09:00:00+00:00", tick=False) as clock:
        sign_in(client, manager)
        clock.shift(45 * 60)
        assert inside(client)
        (here,) = signed_in(manager)
        assert (here.began.hour, here.began.minute) == (9, 0)
        assert (here.last.hour, here.last.minute) == (9, 45)


def test_one_is_ended_and_the_others_go_on(desk, telephone, manager):
    (mark,) = marks(desk)
    assert desk.post(f"{HERE}end/", {"session": mark}).status_code == 302
    assert inside(desk) and not inside(telephone)
    assert len(audited("account.end-session")) == 1
    assert desk.post(f"{HERE}end/", {"session": mark}).status_code == 404


def test_all_others_are_ended(desk, telephone, manager):
    third = Client()
    sign_in(third, manager)
    desk.post(f"{HERE}end-others/")
    assert inside(desk) and not inside(telephone) and not inside(third)
    assert len(signed_in(manager)) == 1
    assert [row.after for row in audited("account.end-sessions")] == [{"sessions": 2}]


def test_nobody_ends_what_is_somebody_elses(desk, vale):
    other = foundation.granted("coordinator", vale)
    other.set_password(PASSWORD)
    other.save()
    client = Client()
    sign_in(client, other)
    for mark in (marks(desk), marks(client), ["", "x"]):
        for one in mark:
            assert client.post(f"{HERE}end/", {"session": one}).status_code == 404
    client.post(f"{HERE}end-others/")
    assert inside(desk)


def test_ending_asks_for_the_password_when_signing_in_is_long_ago(manager):
    with time_machine.travel("2026-11-02 09:00:00+00:00", tick=False) as clock:
        client, other = Client(), Client()
        sign_in(client, manager)
        sign_in(other, manager)
        clock.shift(601)
        answer = client.post(f"{HERE}end-others/")
        assert answer["Location"] == "/account/confirm/?next=%2Faccount%2Fsessions%2F"
        assert inside(other)
        before = client.session.session_key
        assert client.post(answer["Location"], {"password": PASSWORD})["Location"] == HERE
        assert client.session.session_key != before
        client.post(f"{HERE}end-others/")
        assert not inside(other) and inside(client)


def test_a_new_password_ends_the_others_and_they_are_listed_no_more(desk, telephone, manager):
    said = {"password": PASSWORD, "new_password": "otter above ten", "again": "otter above ten"}
    assert desk.post("/account/password/", said).status_code == 302
    assert inside(desk) and not inside(telephone)
    (left,) = signed_in(manager)
    assert left.browser == "Firefox on Windows"


def test_neither_key_nor_browser_nor_network_address_is_kept_or_shown(desk, manager):
    row = Session.objects.get(account=manager)
    page = desk.get(HERE).content.decode()
    assert row.session_key not in page
    held = str(row.get_decoded())
    assert "127.0.0.1" not in held and "Gecko" not in held


def test_a_session_key_is_long_and_new_each_time(manager):
    keys = set()
    for _ in range(3):
        client = Client()
        sign_in(client, manager)
        keys.add(client.session.session_key)
    assert len(keys) == 3 and {len(key) for key in keys} == {32}


def test_a_session_in_use_all_day_ends_all_the_same(manager, settings):
    client = Client()
    with time_machine.travel("2026-11-02 07:00:00+00:00", tick=False) as clock:
        sign_in(client, manager)
        for _ in range(23):
            clock.shift(30 * 60)
            assert inside(client)
        clock.shift(30 * 60 - 1)
        assert inside(client)
        clock.shift(1)
        assert not inside(client)


def test_a_steward_signs_somebody_out_everywhere(desk, telephone, manager, vale):
    steward = Client()
    steward.force_login(foundation.granted("business-manager", vale))
    address = f"/vale/stewardship/accounts/{manager.pk}/"
    assert "In 2 browsers" in steward.get(address).content.decode()
    assert steward.post(f"{address}end-sessions/").status_code == 302
    assert not inside(desk) and not inside(telephone)
    (row,) = audited("account.end-sessions")
    assert row.partnership == vale and row.after == {"sessions": 2}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (PHONE, "Safari on iPhone"),
        (EDGE, "Edge on Windows"),
        ("", "A browser that does not say what it is"),
        ("curl/8.1", "A browser that does not say what it is"),
    ],
)
def test_a_browser_is_told_by_two_words(said, words):
    assert browser_in_words(said) == words
