"""What risks tell at home, in the digest and in the search."""

from datetime import UTC, date, datetime

import pytest

from safeloom.domain.plans import home
from safeloom.domain.plans.commands import reviewing
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.search.asking import search
from tests.factories import foundation
from tests.factories import partnership as made
from tests.factories import plans as make

TODAY = date(2026, 11, 25)
SINCE = datetime(2026, 11, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november(time_machine):
    """It is a day in November 2026."""
    time_machine.move_to("2026-11-25 12:00", tick=False)


def viewer(vale, role: str, over=None) -> Viewer:
    return Viewer(foundation.granted(role, vale, over=over and over.principal), TODAY)


def test_what_is_due_comes_to_whom_it_concerns_and_goes_once_it_is_done(vale, council):
    ours = make.a_risk(vale, "Ours", agency=council)  # next on 1 October
    soon = make.a_risk(vale, "Soon", opened=date(2026, 6, 9))  # next on 9 December
    make.a_risk(vale, "Later", opened=date(2026, 6, 10))
    accepted = make.a_risk(vale, "Borne", opened=date(2026, 9, 1))
    reviewing.accept_risk(
        by=None,
        risk=accepted,
        seen=None,
        start=date(2026, 9, 1),
        expires=date(2026, 11, 24),
        why="For now",
        group=made.a_group(vale),
    )
    manager, lead = viewer(vale, "business-manager"), viewer(vale, "agency-lead", council)
    lines = home.risks_due(manager, vale, SINCE)
    assert [(line.words, line.due, line.late) for line in lines] == [
        (f"Review the risk {ours.record.reference} Ours", date(2026, 10, 1), True),
        (f"Review the risk {accepted.record.reference} Borne", date(2026, 11, 24), True),
        (f"Review the risk {soon.record.reference} Soon", date(2026, 12, 9), False),
    ]
    assert lines[1].detail == "Its acceptance expired on 24 November 2026"
    assert [line.words[-4:] for line in home.risks_due(lead, vale, SINCE)] == ["Ours"]
    assert home.risks_digest(manager.person, TODAY) == lines
    assert home.risks_due(viewer(vale, "scrutineer"), vale, SINCE) == []
    for risk in (ours, accepted):
        reviewing.review_risk(by=None, risk=risk, seen=None, day=TODAY, scores={})
    assert [line.words[-4:] for line in home.risks_due(manager, vale, SINCE)] == ["Soon"]
    news = home.risks_changed(viewer(vale, "scrutineer"), vale, SINCE)
    assert [line.words for line in news] == [
        f"{ours.record.reference} Ours: reviewed, not known",
        f"{accepted.record.reference} Borne: reviewed, not known",
    ]


def test_a_risk_is_found_by_who_may_see_it(vale, council):
    make.a_risk(vale, "Data come late", controls="A named analyst", agency=council)
    make.a_risk(vale, "Money is short")
    for role, over, words, many in (
        ("scrutineer", None, "analyst", 1),
        ("scrutineer", None, "money", 1),
        ("agency-lead", council, "analyst", 1),
        ("agency-lead", council, "money", 0),
    ):
        found = search(viewer(vale, role, over), vale, words)
        assert found.total == many, (role, words)
