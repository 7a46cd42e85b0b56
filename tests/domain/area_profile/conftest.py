"""A partnership with three areas."""

import pytest


@pytest.fixture
def vale(db):
    """A partnership."""
    from tests.factories import foundation

    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def areas(vale):
    """Three areas."""
    from tests.factories import partnership as made

    return [made.an_area(vale, name) for name in ("Ashby", "Eden", "Thornby")]


@pytest.fixture
def manager(client, vale):
    """The client signed in as the business manager."""
    from tests.factories import foundation

    client.force_login(foundation.granted("business-manager", vale))
    return client
