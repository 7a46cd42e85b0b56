"""A partnership with an agency and a post, and the unit signed in."""

import pytest


@pytest.fixture
def vale(db):
    """A partnership."""
    from tests.factories import foundation

    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def council(vale):
    """An agency."""
    from tests.factories import partnership as made

    return made.an_agency(vale, "Vale Council")


@pytest.fixture
def manager(client, vale):
    """The client signed in as the business manager."""
    from tests.factories import foundation

    client.force_login(foundation.granted("business-manager", vale))
    return client
