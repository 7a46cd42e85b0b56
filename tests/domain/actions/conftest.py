"""A partnership with two agencies."""

import pytest
from django.test import Client


@pytest.fixture
def vale(db):
    """A partnership."""
    from tests.factories import foundation

    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def council(vale):
    """An agency that owns actions."""
    from tests.factories import partnership

    return partnership.an_agency(vale, "Vale Council")


@pytest.fixture
def police(vale):
    """Another agency."""
    from tests.factories import partnership

    return partnership.an_agency(vale, "Vale Constabulary")


@pytest.fixture
def manager(vale) -> Client:
    """The business manager, signed in."""
    return signed_in("business-manager", vale)


def signed_in(role: str, here, over=None) -> Client:
    """Somebody who holds a role, signed in."""
    from tests.factories import foundation

    account = foundation.granted(role, here, over=over.principal if over else None)
    client = Client()
    client.force_login(account)
    client.account = account
    return client
