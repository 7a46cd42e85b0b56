"""Signing in by a click: on the demonstration, as its invented people, and nowhere else."""

import pytest

from safeloom.foundation.access.commands.strong import ask_second_step
from safeloom.portal.personas import ADDRESSES_END
from tests.factories import foundation
from tests.portal.codes import with_app
from tests.portal.steps import audited

pytestmark = pytest.mark.django_db
CLICK = "/sign-in/persona/"


def persona(role: str, partnership, email: str = ""):
    """An account marked as one of the demonstration's people."""
    account = foundation.granted(role, partnership)
    account.email = email or f"{role}{ADDRESSES_END}"
    account.save()
    return account


@pytest.fixture
def demo(db):
    """The demonstration's partnership."""
    return foundation.partnership("demo", "Invented County")


@pytest.fixture
def demonstration(settings):
    """An installation that is a demonstration."""
    settings.DEMONSTRATION = True


def test_a_persona_signs_in_by_a_click(client, demo, demonstration):
    persona("scrutineer", demo)
    manager = persona("business-manager", demo)
    foundation.grant(manager.person.principal, "coordinator", demo)
    page = client.get("/sign-in/").content.decode()
    assert page.count(f'action="{CLICK}"') == 2
    assert client.post(CLICK, {"persona": "business-manager"})["Location"] == "/"
    assert client.get("/demo/").status_code == 200
    (row,) = audited("account.sign-in")
    assert row.by_id == manager.person_id


def test_what_a_visitor_set_up_shuts_nobody_out(client, demo, demonstration):
    with_app(persona("business-manager", demo))
    ask_second_step(by=None, partnership=demo, roles={"business-manager"})
    assert client.post(CLICK, {"persona": "business-manager"})["Location"] == "/"
    assert client.get("/demo/").status_code == 200


def test_a_click_changes_persona(client, demo, demonstration):
    persona("business-manager", demo)
    persona("scrutineer", demo)
    client.post(CLICK, {"persona": "business-manager"})
    client.post(CLICK, {"persona": "scrutineer"})
    assert client.get("/demo/stewardship/").status_code == 404
    assert len(audited("account.sign-out")) == 1


def test_elsewhere_there_is_no_such_page(client, demo):
    persona("business-manager", demo)
    assert CLICK not in client.get("/sign-in/").content.decode()
    answer = client.post(CLICK, {"persona": "business-manager"})
    assert answer.status_code == 404
    assert client.get("/demo/").status_code == 302
    assert not audited("account.sign-in")


def test_a_link_never_signs_in(client, demo, demonstration):
    persona("business-manager", demo)
    assert client.get(CLICK, {"persona": "business-manager"}).status_code == 404


def test_only_marked_accounts_of_the_demonstration_alone_are_personas(client, demo, demonstration):
    other = foundation.partnership("vale")
    persona("business-manager", other)
    persona("coordinator", demo, "somebody@real.example")
    both = persona("scrutineer", demo)
    foundation.grant(both.person.principal, "business-manager", other)
    closed = persona("information-governance", demo)
    closed.is_active = False
    closed.save()
    assert CLICK not in client.get("/sign-in/").content.decode()
    for role in ("business-manager", "coordinator", "scrutineer", "information-governance"):
        assert client.post(CLICK, {"persona": role}).status_code == 404
    assert client.post(CLICK).status_code == 404


def test_the_click_is_guarded_against_forgery(demo, demonstration):
    from django.test import Client

    persona("business-manager", demo)
    forged = Client(enforce_csrf_checks=True)
    assert forged.post(CLICK, {"persona": "business-manager"}).status_code == 403
