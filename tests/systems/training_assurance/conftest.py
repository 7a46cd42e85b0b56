"""A partnership with a round that was sent."""

import pytest

from tests.domain.actions.conftest import council, manager, police, vale

__all__ = ["council", "manager", "police", "vale"]


@pytest.fixture
def round_(vale):
    """This year's round, sent, with nobody asked yet."""
    from tests.factories import training_assurance

    return training_assurance.a_round(vale)
