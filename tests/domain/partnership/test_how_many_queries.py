"""Pages ask the database as often with three rows as with one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import partnership as made

FIRST = date(2022, 4, 1)


def more(vale) -> None:
    """Two more of everything that stands on a page."""
    for _ in range(2):
        agency = made.an_agency(vale.here)
        person = made.somebody(vale.here)
        for post in (made.a_post(agency), made.a_post(vale.council, start=FIRST)):
            made.in_post(post, person, start=FIRST)
        group = made.a_group(vale.here, parent=vale.board)
        for on in (group, vale.board):
            seat = made.a_seat(on, agency=agency)
            made.seated(seat, person)
        made.chairing(group, vale.ada)
        seat = made.a_seat(group, agency=vale.council, start=FIRST)
        made.seated(seat, vale.ada, start=FIRST)
        made.in_post(made.a_post(agency), vale.ada)
        made.an_area(vale.here)


@pytest.mark.parametrize(
    "page", ["", "areas/", "agencies/", "people/", "groups/", "agency", "board", "person"]
)
def test_a_page_asks_a_fixed_number_of_queries(as_role, vale, page):
    client = as_role("business-manager")
    tail = {
        "agency": f"agencies/{vale.council.record.reference}/",
        "board": f"groups/{vale.board.record.reference}/",
        "person": f"people/{vale.ada.pk}/",
    }.get(page, page)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(f"/vale/partnership/{tail}").status_code == 200
        return len(queries)

    asked()
    few = asked()
    more(vale)
    assert asked() == few
    assert few < 40
