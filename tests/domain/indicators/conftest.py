"""A partnership with three areas and an agency, for tests of measures. Models are imported inside:
this file is read before Django is set up."""

import pytest


@pytest.fixture
def vale(db):
    """A partnership."""
    from tests.factories import foundation

    return foundation.partnership()


@pytest.fixture
def areas(vale):
    """Three areas."""
    from tests.factories import partnership

    return [partnership.an_area(vale, name) for name in ("Ashby", "Birch", "Calder")]


@pytest.fixture
def council(vale):
    """An agency."""
    from tests.factories import partnership

    return partnership.an_agency(vale, "Vale Council")
