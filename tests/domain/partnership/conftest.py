"""A small partnership with everybody who may look at it, beside another."""

from datetime import date
from types import SimpleNamespace

import pytest

FIRST = date(2022, 4, 1)


@pytest.fixture
def vale(db) -> SimpleNamespace:
    """A partnership with a board, a sub-group, two agencies, and a post and seat that Ada holds."""
    # Models may be imported only once Django is set up.
    from tests.factories import foundation
    from tests.factories import partnership as made

    here = foundation.partnership("vale", "Vale Partnership")
    council = made.an_agency(here, "Vale Council", "local-authority", start=FIRST)
    trust = made.an_agency(here, "Vale Hospitals Trust", "nhs-provider", ods_code="RX9")
    ada = made.somebody(here, "Ada Penhallow", work_email="ada@vale.example")
    post = made.a_post(council, "Director of children’s services", start=FIRST)
    made.in_post(post, ada, start=FIRST)
    board = made.a_group(here, "Vale Board", "board")
    learning = made.a_group(here, "Learning group", parent=board)
    seat = made.a_seat(board, "Council’s lead", agency=council, statutory=True, start=FIRST)
    held = made.seated(seat, ada, start=FIRST)
    made.chairing(board, ada, start=FIRST)
    return SimpleNamespace(
        here=here,
        council=council,
        trust=trust,
        ada=ada,
        post=post,
        board=board,
        learning=learning,
        seat=seat,
        held=held,
        area=made.an_area(here, "Vale", gss_code="E10000099"),
    )


@pytest.fixture
def as_role(client, vale):
    """The client signed in as somebody with a role, over an agency or group where it needs one."""

    from tests.factories import foundation

    def sign_in(role: str, over=None):
        client.force_login(
            foundation.granted(role, vale.here, over=over.principal if over else None)
        )
        return client

    return sign_in
