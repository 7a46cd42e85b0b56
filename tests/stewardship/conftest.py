"""Two partnerships on one installation."""

import pytest


@pytest.fixture
def vale(db):
    """A partnership."""
    from tests.factories import foundation

    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def moor(db):
    """Another one."""
    from tests.factories import foundation

    return foundation.partnership("moor", "Moor Partnership")


@pytest.fixture
def manager(vale):
    """Vale's business manager."""
    from tests.factories import foundation

    return foundation.granted("business-manager", vale)


@pytest.fixture
def desk(client, manager):
    """Where the manager sits, signed in."""
    client.force_login(manager)
    return client
