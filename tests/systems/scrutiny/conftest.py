"""A partnership with a scrutineer, and an agency."""

import pytest
from django.test import Client

from tests.domain.actions.conftest import council, manager, police, signed_in, vale

__all__ = ["council", "manager", "police", "vale"]


@pytest.fixture
def scrutineer(vale) -> Client:
    """The independent scrutineer, signed in."""
    return signed_in("scrutineer", vale)
