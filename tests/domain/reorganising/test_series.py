"""Series go on over a reorganisation, with the break drawn and said, and nothing compared across it
in silence. Old numbers stay where they were given."""

from datetime import date

import pytest

from safeloom.domain.indicators.queries import area_comparison, measure_history, scorecard
from safeloom.domain.indicators.queries.figures import figure
from safeloom.domain.indicators.views.over_time import chart_of, history_of
from safeloom.domain.partnership.commands import reorganisations as commands
from safeloom.domain.partnership.models import Agency, Area
from safeloom.kernel.period_reading import read_period
from tests import made_once
from tests.domain.reorganising.worlds import (
    DISTRICTS,
    commissioners,
    county,
    into_one_board,
    into_two_councils,
)
from tests.factories import indicators

LATER = date(2023, 8, 1)


def _column(history, name: str) -> list[str]:
    at = [about.name for about in history.abouts].index(name)
    return [past.cells[at].words for past in history.periods]


pytestmark = pytest.mark.django_db
_django_db_helper = made_once.left_as_it_was


@pytest.fixture(scope="module")
def board(django_db_setup, django_db_blocker):
    """The eight merged, and the board's first quarter returned."""
    with made_once.kept(django_db_blocker):
        yield _board()


def _board():
    world = commissioners()
    commands.carry_out(by=None, act=into_one_board(world), seen=None)
    world.other["board"] = Agency.objects.get(principal__name="Vale Integrated Care Board")
    indicators.returned(world.measures["plans"], "Q2 2022-23", world.other["board"], 120)
    indicators.returned(world.measures["timely"], "Q2 2022-23", world.other["board"], (90, 120))
    indicators.returned(world.measures["score"], "Q2 2022-23", world.other["board"], 4)
    return world


def test_the_board_shows_what_the_eight_returned_together(board):
    # Given eight commissioners that returned 10 to 17, then 11 to 18, and a board that returned 120
    history = measure_history(board.measures["plans"])
    # Then its series is 108, 116, 120, and so is that of all
    assert _column(history, "Vale Integrated Care Board") == ["108", "116", "120"]
    assert [past.reading.now.words for past in history.periods] == ["108", "116", "120"]
    assert _column(history, "Ashby Commissioners") == ["10", "11", "Not expected"]


def test_parts_are_added_and_percentages_never_averaged(board):
    # 8 of 10 … 8 of 17 make 64 of 108
    history = measure_history(board.measures["timely"])
    assert _column(history, "Vale Integrated Care Board") == ["59.3%", "66.7%", "75.0%"]


def test_what_is_not_added_up_is_not_comparable(board):
    history = measure_history(board.measures["score"])
    column = _column(history, "Vale Integrated Care Board")
    assert column == ["Not comparable", "Not comparable", "4"]


def test_the_break_is_drawn_and_said(board):
    history = measure_history(board.measures["plans"])
    (broken,) = history.breaks
    assert (broken.before, broken.day) == (2, date(2022, 7, 1))
    chart = chart_of(history)
    assert "Vale Integrated Care Board from 1 July 2022" in chart.svg
    assert "stroke-dasharray" in chart.svg
    assert "figures before and after are not like for like" in chart.sentence
    table = history_of(history)
    assert [bool(row[2]) for row in table["rows"]] == [True, False, False]


def test_nothing_is_compared_across_it_in_silence(board):
    quarter = read_period("Q2 2022-23")
    lines = scorecard(board.here, quarter, agency=board.other["board"].pk, day=LATER).lines
    plans = next(line for line in lines if line.reading.measure.key == "health-plans")
    assert [cell.words for cell in plans.cells][-3:] == ["108", "116", "120"]
    assert plans.reading.change is None and plans.reading.across == date(2022, 7, 1)
    whole = scorecard(board.here, quarter, day=LATER)
    total = next(line for line in whole.lines if line.reading.measure.key == "health-plans")
    assert total.reading.change is not None and total.reading.across == date(2022, 7, 1)
    assert [one.day for one in whole.breaks] == [date(2022, 7, 1)]


def test_a_figure_of_the_board_before_it_was_there_is_the_sum_of_the_eight(board):
    place = "health-plans/vale-integrated-care-board"
    found = figure(board.here, f"{place}/q1-2022-23/value")
    assert found.words == "116" and found.rule == "sum"
    assert len(found.terms) == 8
    assert figure(board.here, f"{place}/q2-2022-23/direction").words == "Not comparable"


@pytest.fixture(scope="module")
def shire(django_db_setup, django_db_blocker):
    """The county redrawn, and the first quarter of the two councils returned."""
    with made_once.kept(django_db_blocker):
        yield _shire()


def _shire():
    world = county()
    commands.carry_out(by=None, act=into_two_councils(world), seen=None)
    for number, side in enumerate(("East", "West")):
        area = Area.objects.get(record__title=f"{side} Shire")
        indicators.returned(world.measures["plans"], "Q1 2023-24", area, 40 + number)
        council = Agency.objects.get(principal__name=f"{side} Shire Council")
        indicators.returned(world.measures["staff"], "Q1 2023-24", council, 200)
    return world


def test_new_areas_go_on_from_their_districts(shire):
    history = measure_history(shire.measures["plans"])
    assert _column(history, "East Shire")[-2:] == ["42", "40"]
    assert _column(history, "Ashby")[-2:] == ["13", "Not expected"]


def test_what_the_county_was_is_no_councils_own(shire):
    history = measure_history(shire.measures["staff"])
    assert _column(history, "East Shire Council") == ["Not comparable", "200"]
    assert _column(history, "Shire County Council") == ["400", "Not expected"]


def test_the_area_comparison_breaks(shire):
    compared = area_comparison(
        shire.here, None, read_period("Q4 2022-23"), read_period("Q1 2023-24"), day=LATER
    )
    plans = next(one for one in compared if one.measure.key == "new-plans")
    rows = {moved.about.name: moved for moved in plans.areas}
    assert set(rows) == {*DISTRICTS, "East Shire", "West Shire"}
    east = rows["East Shire"]
    assert (east.opening.words, east.closing.words, east.change) == ("42", "40", None)
    assert plans.total.change is not None and plans.total.across == date(2023, 4, 1)
    (broken,) = plans.breaks
    assert "East Shire came out of Ashby, Birch and Cole on 1 April 2023" in broken.words
