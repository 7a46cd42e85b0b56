"""A partnership with somebody in it."""

import pytest


@pytest.fixture
def vale(db):
    """A partnership."""
    from tests.factories import foundation

    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def manager(vale):
    """Its business manager, who has a password."""
    from tests.factories import foundation
    from tests.portal.steps import PASSWORD

    account = foundation.granted("business-manager", vale)
    account.set_password(PASSWORD)
    account.save()
    return account
