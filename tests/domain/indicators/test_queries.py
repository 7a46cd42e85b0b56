"""The scorecard, history, area comparison and what is outstanding."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.indicators.cells import Standing
from safeloom.domain.indicators.commands import set_target
from safeloom.domain.indicators.definitions import Breakdown, Counted, Frequency, State, Totals
from safeloom.domain.indicators.queries import (
    area_comparison,
    measure_history,
    outstanding,
    scorecard,
)
from safeloom.foundation.access.rule import Viewer
from safeloom.kernel.direction import Arrow, Direction
from safeloom.kernel.rag import Rag
from tests.factories import foundation
from tests.factories import indicators as make
from tests.factories import partnership as people

Q1 = make.period("Q1 2026-27")
DAY = date(2026, 8, 15)


def queries_of(call) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        call()
    return len(caught)


def only_line(vale, period=Q1, **said):
    (line,) = scorecard(vale, period, day=DAY, **said).lines
    return line


def test_a_line_compares_with_the_last_quarter_and_last_year(vale, areas):
    measure = make.percentage(vale, title="Reviews in time")
    set_target(by=None, measure=measure, value=Decimal(80), tolerance=Decimal(5))
    for quarter, first, second in (
        ("Q1 2025-26", 9, 9),
        ("Q4 2025-26", 6, 8),
        ("Q1 2026-27", 7, 9),
    ):
        make.returned(measure, quarter, areas[0], (first, 10))
        make.returned(measure, quarter, areas[1], (second, 10))
    line = only_line(vale)
    found = line.reading
    assert (found.now.words, found.before.words, found.last_year.words) == (
        "80.0%",
        "70.0%",
        "90.0%",
    )
    assert found.rag is Rag.GREEN
    assert (found.change.arrow, found.change.direction) == (Arrow.UP, Direction.IMPROVED)
    assert found.change.percent == Decimal("14.3")
    assert found.year_change.direction is Direction.WORSE
    assert [str(each) for each in line.spark] == [
        "None",
        "None",
        "None",
        "90.0",
        "None",
        "None",
        "70.0",
        "80.0",
    ]
    assert line.narrative == "Ashby: Explained.\n\nBirch: Explained."


def test_what_is_missing_says_why(vale, areas, council):
    measure = make.measure(vale)
    make.supply(measure, council, areas[0], days_allowed=60)
    assert only_line(vale).reading.now.words == "Not yet due"
    make.supply(measure, council, areas[1], days_allowed=30)
    make.returned(measure, Q1, areas[0], 3)
    line = only_line(vale)
    assert line.reading.now.words == "Not complete (1 of 2)"
    assert only_line(vale, area=areas[1].pk).reading.now.words == "Not supplied"
    assert only_line(vale, area=areas[0].pk).reading.now.words == "3"
    assert not scorecard(vale, Q1, area=areas[2].pk, day=DAY).lines


def test_months_make_a_quarter_and_a_year_stands_where_it_ends(vale):
    whole = {"breakdown": Breakdown.WHOLE, "totals": Totals.NONE}
    monthly = make.percentage(vale, frequency=Frequency.MONTH, order=1, **whole)
    at_end = make.percentage(
        vale, frequency=Frequency.MONTH, counted=Counted.AT_END, order=2, **whole
    )
    yearly = make.percentage(vale, frequency=Frequency.YEAR, order=3, **whole)
    for month, good in (("April 2026", 1), ("May 2026", 2), ("June 2026", 3)):
        make.returned(monthly, month, None, (good, 4))
        make.returned(at_end, month, None, (good, 4))
    make.returned(yearly, "2024-25", None, (1, 4))
    make.returned(yearly, "2025-26", None, (2, 4))
    lines = scorecard(vale, Q1, day=DAY).lines
    assert [line.reading.now.words for line in lines] == ["50.0%", "75.0%", "50.0%"]
    assert lines[2].reading.period.short_label() == "2025-26"
    assert lines[2].reading.change.difference == 25
    assert [cell.words for cell in lines[2].cells][-3:] == ["Not expected", "50.0%", "Not expected"]


def test_a_missing_month_leaves_the_quarter_incomplete(vale, council):
    monthly = make.measure(
        vale, frequency=Frequency.MONTH, breakdown=Breakdown.AGENCY, totals=Totals.SUM
    )
    make.supply(monthly, council)
    for month in ("April 2026", "May 2026"):
        make.returned(monthly, month, council, 2)
    assert only_line(vale).reading.now.words == "Not complete (2 of 3)"
    make.returned(monthly, "June 2026", council, 2)
    assert only_line(vale).reading.now.value == 6


def test_what_is_not_added_up_has_a_line_each(vale, areas):
    measure = make.measure(vale, unit="score", totals=Totals.NONE)
    make.returned(measure, Q1, areas[1], 2)
    make.returned(measure, Q1, areas[0], 3)
    lines = scorecard(vale, Q1, day=DAY).lines
    assert {(line.reading.about.name, line.reading.now.words) for line in lines} == {
        ("Ashby", "3"),
        ("Birch", "2"),
    }


def test_areas_open_and_close_and_the_total_with_them(vale, areas):
    measure = make.percentage(vale)
    for quarter, pairs in (("Q4 2025-26", [(1, 4), (10, 20)]), ("Q1 2026-27", [(2, 4), (9, 20)])):
        for area, pair in zip(areas, pairs, strict=False):
            make.returned(measure, quarter, area, pair)
    make.returned(measure, "Q1 2026-27", areas[2], (1, 1))
    (found,) = area_comparison(vale, None, make.period("Q4 2025-26"), Q1, day=DAY)
    rows = [(row.about.name, row.opening.words, row.closing.words) for row in found.areas]
    assert rows == [
        ("Ashby", "25.0%", "50.0%"),
        ("Birch", "50.0%", "45.0%"),
        ("Calder", "Not expected", "100.0%"),
    ]
    assert [row.change and row.change.arrow for row in found.areas] == [Arrow.UP, Arrow.DOWN, None]
    assert (found.total.opening.words, found.total.closing.words) == ("45.8%", "48.0%")


def test_what_is_outstanding_follows_from_who_supplies_what(vale, areas, council):
    measure = make.measure(vale)
    make.supply(measure, council, areas[0], start=date(2026, 1, 1), days_allowed=30)
    found = outstanding(vale, DAY)
    assert [(due.period.short_label(), due.due, due.days_left) for due in found] == [
        ("Q4 2025-26", date(2026, 4, 30), -107),
        ("Q1 2026-27", date(2026, 7, 30), -16),
    ]
    make.returned(measure, "Q4 2025-26", areas[0], 1)
    make.returned(measure, Q1, areas[0], 1, state=State.PROVISIONAL)
    (final,) = outstanding(vale, DAY)
    assert final.provisional
    make.returned(measure, Q1, areas[0], 1)
    assert outstanding(vale, DAY) == []
    assert outstanding(vale, date(2026, 9, 30)) == []
    assert not outstanding(vale, date(2026, 10, 1))[0].late


def test_a_history_has_its_gaps_and_its_restatements(vale, areas, council):
    measure = make.measure(vale)
    make.supply(measure, council, areas[0])
    make.returned(measure, "Q3 2025-26", areas[0], 5)
    make.returned(measure, Q1, areas[0], 6)
    make.returned(measure, Q1, areas[0], 7, reason="One was missed")
    history = measure_history(measure, day=DAY)
    assert [
        (past.period.short_label(), past.reading.now.words, past.restated)
        for past in history.periods
    ] == [
        ("Q3 2025-26", "5", 0),
        ("Q4 2025-26", "Not supplied", 0),
        ("Q1 2026-27", "7", 1),
    ]
    assert history.suppliers == (("Vale Council", "Ashby"),)


def test_an_agency_lead_sees_what_the_agency_supplies_and_nothing_else(vale, areas, council):
    police = people.an_agency(vale, "Vale Police")
    mine, theirs = make.measure(vale, order=1), make.measure(vale, order=2)
    for measure, agency in ((mine, council), (theirs, police)):
        for area in areas:
            make.supply(measure, agency, area)
            make.returned(measure, Q1, area, 2)
    shared = make.measure(vale, order=3)
    for agency, area, number in ((council, areas[0], 5), (police, areas[1], 7)):
        make.supply(shared, agency, area)
        make.returned(shared, Q1, area, number)
    lead = Viewer(foundation.granted("agency-lead", vale, over=council.principal), DAY)
    card = scorecard(vale, Q1, viewer=lead, day=DAY)
    assert card.partial
    assert [(line.reading.measure, line.reading.now.words) for line in card.lines] == [
        (mine, "6"),
        (shared, "5"),
    ]
    assert {due.agency.name for due in outstanding(vale, date(2027, 1, 1), viewer=lead)} == {
        "Vale Council"
    }
    scrutineer = Viewer(foundation.granted("scrutineer", vale), DAY)
    assert len(scorecard(vale, Q1, viewer=scrutineer, day=DAY).lines) == 3
    stranger = Viewer(foundation.granted("scrutineer", foundation.partnership()), DAY)
    assert not scorecard(vale, Q1, viewer=stranger, day=DAY).lines


@pytest.mark.parametrize("role", ["business-manager", "agency-lead"])
def test_queries_do_not_grow_with_rows(vale, areas, council, role):
    over = council.principal if role == "agency-lead" else None
    account = foundation.granted(role, vale, over=over)

    def fill():
        measure = make.percentage(vale)
        for area in areas:
            make.supply(measure, council, area)
            make.returned(measure, Q1, area, (1, 2))
        return measure

    def counts(measure):
        return [
            queries_of(lambda: scorecard(vale, Q1, viewer=Viewer(account, DAY), day=DAY)),
            queries_of(lambda: measure_history(measure, viewer=Viewer(account, DAY), day=DAY)),
            queries_of(
                lambda: area_comparison(
                    vale, None, Q1.previous(), Q1, viewer=Viewer(account, DAY), day=DAY
                )
            ),
            queries_of(lambda: outstanding(vale, DAY, viewer=Viewer(account, DAY))),
        ]

    measure = fill()
    at_one = counts(measure)
    fill(), fill()
    assert counts(measure) == at_one
    assert max(at_one) <= 10


def test_a_zero_is_a_number(vale, areas):
    make.returned(make.measure(vale), Q1, areas[0], 0)
    assert only_line(vale).reading.now.standing is Standing.KNOWN
    assert only_line(vale).reading.now.words == "0"
