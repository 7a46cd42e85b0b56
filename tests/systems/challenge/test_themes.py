"""Themes: what is counted, medians, and that no small number is shown or follows."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.foundation.records.models import Record
from safeloom.reports.material import NOT_SHOWN, BlockContext
from safeloom.systems.challenge.commands import moving
from safeloom.systems.challenge.models import Disagreement
from safeloom.systems.challenge.queries.themes import HIDDEN, Fact, facts, median_days, themes
from safeloom.systems.challenge.report import escalations
from tests.factories import challenge

LONGS = st.lists(st.timedeltas(timedelta(0), timedelta(days=400)), min_size=1, max_size=30)
FACTS = st.lists(
    st.builds(
        Fact,
        theme=st.sampled_from(["Plan", "Threshold", "Placement"]),
        pair=st.sampled_from(["A and B", "A and C"]),
        reached=st.integers(1, 3),
        outcome=st.just("changed"),
        ended=st.just(True),
        settled=st.just(True),
        long=st.timedeltas(timedelta(0), timedelta(days=90)),
        sealed=st.booleans(),
    ),
    max_size=40,
)


@given(LONGS)
def test_the_median_lies_between_the_least_and_the_most(longs) -> None:
    day = Decimal(24 * 3600)
    shown = Decimal(median_days(longs).replace(",", ""))
    half = Decimal("0.05")
    assert Decimal(min(longs).total_seconds()) / day - half <= shown
    assert shown <= Decimal(max(longs).total_seconds()) / day + half
    assert median_days(reversed(longs)) == median_days(longs)


def test_a_median_is_rounded_half_up_and_of_nothing_there_is_none() -> None:
    assert median_days([timedelta(days=1), timedelta(days=2)]) == "1.5"
    assert median_days([timedelta(hours=30), timedelta(hours=30)]) == "1.3"  # 1.25
    assert median_days([]) == "None yet"


@given(FACTS)
def test_nothing_small_is_shown_and_no_table_gives_it_away(found) -> None:
    report = themes(found, public=True)
    for lines in (report.by_theme, report.by_pair, report.by_stage):
        shown = [line.many for line in lines]
        assert not {"1", "2", "3", "4"} & set(shown)
        if report.total != HIDDEN:
            assert shown.count(HIDDEN) != 1
        for line in lines:
            assert line.settled not in {"1", "2", "3", "4"}


def days(count: int) -> timedelta:
    return timedelta(days=count)


@pytest.fixture
def year(vale):
    """Seven of one theme, six settled at the second stage after four days; one withdrawn; one sealed."""
    began = datetime(2026, 6, 1, 9, tzinfo=UTC)
    for number in range(7):
        found = challenge.raised(vale.hospital, vale.council, at=began + days(number))
        if number == 0:
            moving.withdraw(by=None, disagreement=found, reason="Twice")
            continue
        at = began + days(number + 1)
        moving.move_up(by=None, disagreement=found, reason="No answer", at=at)
        said = {"outcome": "changed", "settled": "Done", "parties": True, "at": at + days(3)}
        moving.settle(by=None, disagreement=found, **said)
    return began


def test_what_happened_is_counted(vale, year) -> None:
    found = facts(Disagreement.objects.select_related("record", "policy"))
    whole = themes(found, public=False)
    assert [(each.title, each.many) for each in whole.by_stage] == [
        ("Stage 1", "1"),
        ("Stage 2", "6"),
    ]
    report = themes(found, public=True)
    (line,) = whole.by_theme
    assert (line.title, line.many, line.settled, line.median) == (
        "Threshold or level of need",
        "7",
        "6",
        "4.0",
    )
    # Of seven six settled: that one is not would follow.
    assert HIDDEN in (report.by_theme[0].many, report.by_theme[0].settled)
    assert [each.title for each in report.by_stage] == ["Stage 1", "Stage 2"]
    # One reached the first stage alone: it is not shown, nor both of those from which it would follow.
    assert report.by_stage[0].many == HIDDEN and HIDDEN in (report.by_stage[1].many, report.total)


def block(vale) -> dict[str, str]:
    context = BlockContext(
        vale.here, date(2026, 4, 1), date(2027, 3, 31), date(2026, 11, 25), "2023"
    )
    return {number.row.measure: number.row.value for number in escalations(context).numbers}


def test_a_report_counts_sealed_ones_and_tells_nobody_of_them(vale, year) -> None:
    assert block(vale)["Disagreements raised"] == "7"
    challenge.raised(vale.police, vale.council, about_child=True, at=year)
    # Who sees seven in the list would know of one that is sealed.
    assert block(vale)["Disagreements raised"] == NOT_SHOWN
    for _ in range(4):
        challenge.raised(vale.police, vale.council, about_child=True, at=year)
    assert block(vale)["Disagreements raised"] == "12"
    assert Record.objects.filter(sensitivity="sealed").count() == 5
