"""A partnership with two groups."""

import pytest


@pytest.fixture
def vale(db):
    """A partnership."""
    from tests.factories import foundation

    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def board(vale):
    """The group whose members sign and read."""
    from tests.factories import partnership

    return partnership.a_group(vale, "Board")


@pytest.fixture
def jo(board):
    """A member of the board, who can sign in."""
    from tests.factories import compact

    return compact.member(board, "Jo O’Nettlefold")


@pytest.fixture
def manager(vale):
    """The business manager."""
    from tests.factories import foundation

    return foundation.granted("business-manager", vale)
