"""A partnership with a year, two agencies and heads."""

import pytest


@pytest.fixture
def vale(db):
    """A partnership."""
    from tests.factories import foundation

    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def year(vale):
    """The year that runs."""
    from tests.factories import finance

    return finance.a_year(vale)


@pytest.fixture
def council(vale):
    """An agency that pays."""
    from tests.factories import partnership

    return partnership.an_agency(vale, "Vale Council", "local-authority")


@pytest.fixture
def police(vale):
    """Another."""
    from tests.factories import partnership

    return partnership.an_agency(vale, "Vale Police", "police")


@pytest.fixture
def income(vale):
    """The head contributions fall under."""
    from tests.factories import finance

    return finance.a_head(vale, "Contributions", "income")


@pytest.fixture
def training(vale):
    """A head of expenditure."""
    from tests.factories import finance

    return finance.a_head(vale, "Training")


@pytest.fixture
def manager(vale):
    """The business manager."""
    from tests.factories import foundation

    return foundation.granted("business-manager", vale)
