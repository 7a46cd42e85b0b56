"""A partnership that asks, and an agency that answers."""

import pytest


@pytest.fixture
def vale(db):
    """A partnership."""
    from tests.factories import foundation

    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def council(vale):
    """An agency."""
    from tests.factories import partnership

    return partnership.an_agency(vale, "Vale Council")
