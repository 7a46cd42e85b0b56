"""Roles that ask for a second step give nothing before there is one."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.access.commands.strong import ask_second_step
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.today import today
from tests.factories import foundation
from tests.portal.codes import HERE, codes_on, give_code, secret_on, shown, with_app
from tests.portal.steps import audited, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def still():
    """No period of an app's codes ends in the middle of a test, however slow the machine is."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


@pytest.fixture
def strict(vale):
    """Vale, where business managers take a second step."""
    ask_second_step(by=None, partnership=vale, roles={"business-manager"})
    return vale


def test_whoever_has_none_is_led_to_set_one_up_and_then_goes_on(strict, manager, client):
    assert sign_in(client, manager, next="/vale/stewardship/")["Location"] == "/vale/stewardship/"
    led = client.get("/vale/stewardship/")["Location"]
    assert led.startswith(f"{HERE}?next=")
    assert "Your role asks for a second step" in client.get(led).content.decode()
    page = client.get(f"{HERE}app/?next=/vale/stewardship/").content.decode()
    code = shown(secret_on(page))
    answer = client.post(f"{HERE}app/", {"one_time_code": code, "next": "/vale/stewardship/"})
    page = client.get(answer["Location"]).content.decode()
    assert len(codes_on(page)) == 10 and 'href="/vale/stewardship/"' in page
    assert client.get("/vale/stewardship/").status_code == 200


@pytest.mark.parametrize(
    "page", ["/", "/vale/", "/account/", "/account/password/", "/account/sessions/", "/vale/nope/"]
)
def test_before_that_nothing_else_is_there(strict, manager, client, page):
    sign_in(client, manager)
    for answer in (client.get(page), client.post(page, {"name": "x"})):
        assert answer.status_code in {302, 404}
        assert answer.status_code == 404 or answer["Location"].startswith(HERE)


def test_the_role_gives_nothing_and_another_one_beside_it_still_does(strict, manager):
    foundation.grant(manager.person.principal, "coordinator", strict)
    weak, strong = Viewer(manager, today(), strong=False), Viewer(manager, today(), strong=True)
    assert not weak.may("grant.manage", strict.pk) and weak.may("home.see", strict.pk)
    assert (weak.held_back, strong.held_back) == (1, 0)
    assert strong.may("grant.manage", strict.pk)


def test_other_roles_and_partnerships_go_on_as_before(strict, client):
    moor = foundation.partnership("moor")
    for account, page in (
        (foundation.granted("coordinator", strict), "/vale/"),
        (foundation.granted("business-manager", moor), "/moor/"),
    ):
        client.force_login(account)
        assert client.get(page).status_code == 200


def test_a_session_that_began_before_is_stopped_at_the_next_click(vale, manager, client):
    sign_in(client, manager)
    assert client.get("/vale/").status_code == 200
    ask_second_step(by=None, partnership=vale, roles={"business-manager"})
    assert client.get("/vale/")["Location"].startswith(HERE)


def test_what_was_typed_meanwhile_is_held(vale, manager, client):
    from safeloom.foundation.identity.drafts import account_key

    sign_in(client, manager)
    ask_second_step(by=None, partnership=vale, roles={"business-manager"})
    typed = {"account_key": account_key(manager), "name": "Vale"}
    assert "draft%3D" in client.post("/vale/partnership/agencies/add/", typed)["Location"]


def test_who_has_one_signs_in_with_it_and_is_not_stopped(strict, manager, client):
    secret = with_app(manager)
    sign_in(client, manager)
    give_code(client, shown(secret))
    assert client.get("/vale/").status_code == 200


def test_taking_it_away_stops_again(strict, manager, client):
    from allauth.mfa.models import Authenticator

    secret = with_app(manager)
    sign_in(client, manager)
    give_code(client, shown(secret))
    app = Authenticator.objects.get(type="totp")
    client.post(f"{HERE}{app.pk}/remove/")
    assert client.get("/vale/")["Location"].startswith(HERE)


def test_who_takes_a_role_off_the_list_is_audited_once(strict, manager):
    by = manager.person
    ask_second_step(by=by, partnership=strict, roles={"scrutineer"})
    ask_second_step(by=by, partnership=strict, roles={"scrutineer"})
    rows = audited("grant.ask-second-step")
    # In any order: two rows of one millisecond have none of their own.
    assert sorted(row.after["roles"] for row in rows) == [["business-manager"], ["scrutineer"]]


def test_asking_costs_no_further_question(strict, vale):
    counts = []
    for roles in (set(), {"business-manager"}, {"business-manager", "coordinator", "scrutineer"}):
        ask_second_step(by=None, partnership=vale, roles=roles)
        account = foundation.granted("business-manager", vale)
        with CaptureQueriesContext(connection) as asked:
            assert Viewer(account, today()).may("home.see", vale.pk)
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_a_stranger_is_told_nothing_of_it(strict):
    assert Client().get("/vale/")["Location"] == "/sign-in/?next=%2Fvale%2F"
