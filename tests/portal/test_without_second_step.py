"""Whoever gave the password and no second step opens nothing at all, whatever address they ask for."""

from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from safeloom.foundation.access.commands.strong import ask_second_step
from tests.architecture.urls import Address, addresses
from tests.portal.codes import HERE, with_app
from tests.portal.steps import sign_in

pytestmark = pytest.mark.django_db
# Something of each kind that an address takes: it is refused before anything is looked up.
TAKEN = {"uuid": UUID(int=7), "int": 7}


def _url(address: Address) -> str:
    kinds = dict(zip(address.takes, address.kinds, strict=True))
    return reverse(
        address.name, kwargs={name: TAKEN.get(kind, "vale") for name, kind in kinds.items()}
    )


@pytest.fixture
def closed() -> list[str]:
    """Every address that is not for anyone, nor for setting a second step up."""
    found = [
        _url(one)
        for one in addresses()
        if one.opening and one.opening.to != "anyone" and not one.opening.before_strong
    ]
    assert len(found) > 200
    return found


def _led(urls: list[str], *ways: Callable) -> set[str]:
    """Where each of them leads, in each of these ways."""
    answers = [ask(url) for url in urls for ask in ways]
    assert {answer.status_code for answer in answers} == {302}
    return {urlsplit(answer["Location"]).path for answer in answers}


def test_a_role_that_asks_for_one(vale, manager, closed) -> None:
    ask_second_step(by=None, partnership=vale, roles={"business-manager"})
    client = Client()
    sign_in(client, manager)
    assert _led(closed, client.get, client.post) == {HERE}


def test_one_that_was_not_given_yet(manager, closed) -> None:
    with_app(manager)
    client = Client()
    sign_in(client, manager)
    assert _led(closed, client.get) == {"/sign-in/"}
