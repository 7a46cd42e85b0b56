"""A group with a place for its files."""

import pytest


@pytest.fixture
def vale(db):
    """A partnership."""
    from tests.factories import foundation

    return foundation.partnership("vale")


@pytest.fixture
def group(vale):
    """A group whose record files hang on."""
    from tests.factories import partnership

    return partnership.a_group(vale, "Quality group")
