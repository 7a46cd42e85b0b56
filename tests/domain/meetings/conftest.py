"""A board with a series, for tests of meetings. Models are imported inside: this file is read before
Django is set up."""

from types import SimpleNamespace

import pytest


@pytest.fixture
def vale(db) -> SimpleNamespace:
    """A partnership whose board meets in a series."""
    from tests.factories import foundation, meetings
    from tests.factories import partnership as made

    here = foundation.partnership("vale", "Vale Partnership")
    board = made.a_group(here, "Vale Board", "board")
    series = meetings.a_series(board, usual_place="Town hall", attendance_target=80)
    return SimpleNamespace(
        here=here,
        board=board,
        learning=made.a_group(here, "Learning group", parent=board),
        series=series,
        ada=made.somebody(here, "Ada Penhallow"),
    )


@pytest.fixture
def as_role(client, vale):
    """The client signed in as somebody with a role, over a group where it needs one."""
    from tests.factories import foundation

    def sign_in(role: str, over=None):
        over = over.principal if over else None
        client.force_login(foundation.granted(role, vale.here, over=over))
        return client

    return sign_in


@pytest.fixture
def manager(as_role):
    """The client signed in as a co-ordinator."""
    return as_role("coordinator")
