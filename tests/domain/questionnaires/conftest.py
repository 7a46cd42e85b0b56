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


@pytest.fixture
def robin(vale):
    """Somebody without an account who leads."""
    from tests.factories import partnership

    return partnership.somebody(vale, "Robin Fernhollow")


@pytest.fixture
def response(vale, council, robin):
    """What the council answers."""
    from tests.factories import questionnaires as build

    row = build.a_response(build.a_campaign(vale, title="Yearly audit"), council)
    build.a_contributor(row, robin, leads=True)
    return row
