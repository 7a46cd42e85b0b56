"""A partnership with a round that was sent."""

import pytest

from tests.domain.actions.conftest import council, manager, police, vale

__all__ = ["council", "manager", "police", "vale"]


@pytest.fixture
def round_(vale):
    """This year's round, sent, with nobody asked yet."""
    from tests.factories import section_11

    return section_11.a_round(vale)
