"""The pages of a reorganisation ask as often for three rows as for one; a preview runs the act."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.partnership.commands import reorganisations as commands
from safeloom.domain.partnership.models import Reorganisation
from tests.factories import foundation
from tests.factories import partnership as made

pytestmark = pytest.mark.django_db
ROOT = "/vale/partnership/reorganisations/"
BY: dict = {"by": None, "seen": None}


@pytest.fixture
def vale():
    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def asked(client, vale):
    client.force_login(foundation.granted("business-manager", vale))

    def count(address: str) -> int:
        client.get(address)  # what is asked once and kept is asked now
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    return count


def planned(vale, many: int = 1) -> Reorganisation:
    """So many agencies, each with a post, a seat and who holds them, are to become one with another."""
    board = made.a_group(vale)
    agencies = [made.an_agency(vale) for _ in range(many + 1)]
    for agency in agencies[:many]:
        person = made.somebody(vale)
        made.in_post(made.a_post(agency), person)
        made.seated(made.a_seat(board, agency=agency), person)
        foundation.granted("agency-lead", vale, over=agency.principal)
    act = commands.plan(partnership=vale, kind=Reorganisation.Kind.MERGE, by=None)
    commands.set_agencies(act=act, agencies=agencies, **BY)
    heir = commands.NewHeir(name=f"Board {act.record.reference}", kind="integrated-care-board")
    commands.set_agency_heirs(act=act, heirs=[heir], **BY)
    return commands.set_day(act=act, day=date(2026, 7, 1), **BY)


def test_the_list(vale, asked) -> None:
    planned(vale)
    few = asked(ROOT)
    for _ in range(2):
        commands.carry_out(act=planned(vale), **BY)
    assert asked(ROOT) == few < 20


@pytest.mark.parametrize("done", [False, True], ids=["planned", "done"])
def test_a_record(vale, asked, done: bool) -> None:
    counts = []
    for many in (1, 3):
        act = planned(vale, many)
        if done:
            commands.carry_out(act=act, **BY)
        counts.append(asked(f"{ROOT}{act.record.reference}/"))
    assert counts[0] == counts[1] < 40


def test_a_preview(vale, asked) -> None:
    """It is the act itself, carried out and taken back: each agency is written with its post, its seat, who
    holds them and its role, and nothing more is asked to show it."""
    counts = [asked(f"{ROOT}{planned(vale, many).record.reference}/preview/") for many in (1, 2, 3)]
    assert counts[2] - counts[1] == counts[1] - counts[0] <= 40
    assert counts[0] < 250


def test_undoing(vale, asked) -> None:
    counts = []
    for many in (1, 3):
        act = commands.carry_out(act=planned(vale, many), **BY)
        counts.append(asked(f"{ROOT}{act.record.reference}/undo/"))
    # One for each table that may rest on what the act began: more tables, not more rows, make it more.
    assert counts[0] == counts[1] < 500
