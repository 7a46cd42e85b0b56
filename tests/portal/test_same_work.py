"""How long a refused sign-in takes tells nobody whether there is an account: the same hashing each time."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from safeloom.domain.partnership.commands import people
from safeloom.foundation.identity.models import Account
from safeloom.foundation.today import today
from tests.factories import foundation, partnership
from tests.portal.steps import PASSWORD, sign_in

pytestmark = pytest.mark.django_db


class Counting(PBKDF2PasswordHasher):
    """The hasher in use, with few rounds, which writes down how many it made."""

    iterations = 1_000
    made: list[int] = []

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        self.made.append(iterations or self.iterations)
        return super().encode(password, salt, iterations)


@pytest.fixture(autouse=True)
def counted(settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]


def _left(vale) -> Account:
    person = partnership.somebody(vale)
    account = foundation.account(person, password=PASSWORD)
    entry = person.directory_entries.get()
    people.leave(by=None, entry=entry, seen=None, day=today() - timedelta(days=1))
    return account


@pytest.mark.parametrize("password", ["wrong words of nobody", PASSWORD, "x" * 5_000])
def test_a_known_and_an_unknown_address_cost_the_same(vale, password: str) -> None:
    closed = foundation.account(password=PASSWORD)
    closed.is_active = False
    closed.save()
    asked = {
        "unknown": Account(email="nobody@vale.example"),
        "without a password yet": foundation.account(),
        "closed": closed,
        "left": _left(vale),
    }
    if password != PASSWORD:
        asked["known"] = foundation.account(password=PASSWORD)
    work = {}
    for name, account in asked.items():
        Counting.made.clear()
        assert sign_in(Client(), account, password).status_code == 422
        work[name] = list(Counting.made)
    assert set(map(tuple, work.values())) == {(Counting.iterations,)}, work
