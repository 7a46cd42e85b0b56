"""Files of seats, measures and wide returns as people send them."""

from datetime import date

import pytest

from safeloom.domain.indicators.models import Measure
from safeloom.domain.partnership.models import Group, Seat
from safeloom.web.imports import accepting
from tests.factories import indicators as make
from tests.factories import partnership as structure
from tests.factories import sheets
from tests.factories.sheets import csv, told, xlsx


@pytest.fixture
def vale(known_vale):
    return known_vale


def test_seats_with_new_groups_new_people_and_vacancies(vale):
    structure.somebody(vale, "Ash Fern")
    lines = csv(
        "Board,Role,Organisation,Name,From,To",
        "Vale Executive,Director,Vale Council,Ash Fern,1 April 2024,",
        ",Chief constable,Vale Constabulary,Vacant,,",
        ",Nurse,Vale Health Trust,Jo Reed,,",
        "Quality group,Director,Vale Council,Ash Fren,,",
        "Quality group,Member,Vale Council,Val Oak,1/4/2020,31/3/2022",
        "Quality group,Member,Vale Council,Bo Elm,1/4/2022,",
        "Quality group,Member,Vale Council,Robin Moss,1/4/2023,",
        "Total,3,,,,",
    )
    found = sheets.look("seats", vale, lines)
    assert (found.read, found.ready) == (7, 5)
    assert told(found.problems) == [(5, "holder"), (8, "holder")]
    assert found.problems[0].mend == "Did you mean Ash Fern?"
    accepting.accept(preview=found, by=None)
    executive = Group.objects.get(principal__name="Vale Executive")
    assert executive.kind == Group.Kind.EXECUTIVE
    assert {seat.title for seat in executive.seats.all()} == {
        "Director",
        "Chief constable",
        "Nurse",
    }
    member = Seat.objects.get(title="Member")
    assert sorted(str(held.person) for held in member.holdings.all()) == ["Bo Elm", "Val Oak"]
    again = sheets.look("seats", vale, lines)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 5)


MEASURES = csv(
    "Indicator,Description,Unit of measure,Good is,Reported,Target,Lead agency",
    "% of reviews held in time,Of all reviews,%,High,Quarterly,≥ 90%,Vale Council",
    "Number of plans,,Number,,Monthly,,",
    "Rate of referrals,,per 10000,Low,Q,45.5,Vale Homes",
    "Total number of strategy meetings,,No.,Neither,Annual,Monitor,Ash Nobody",
    "Cost of placements,,pounds,up,weekly,,",
    "Total,,,,,,",
)


def test_measures_with_what_is_not_said_taken_from_the_title(vale):
    found = sheets.look("measures", vale, MEASURES)
    assert (found.read, found.ready) == (5, 4)
    assert told(found.problems) == [(6, "frequency")]
    assert {(2, "denominator"), (3, "polarity"), (4, "owner"), (5, "target")} <= set(
        told(found.notes)
    )
    accepting.accept(preview=found, by=None)
    reviews = Measure.objects.get(record__title="% of reviews held in time")
    assert (reviews.denominator, reviews.unit) == ("Reviews", "percent")
    assert reviews.targets_set.get().value == 90
    assert str(reviews.owner) == "Vale Council"
    again = sheets.look("measures", vale, MEASURES)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 4)
    changed = csv("Indicator,Target", "% of reviews held in time,95%")
    done = accepting.accept(preview=sheets.look("measures", vale, changed), by=None)
    assert sorted(each.value for each in reviews.targets_set.all()) == [90, 95]
    accepting.undo(by=None, found=done)
    assert reviews.targets_set.get().end is None


def test_a_wide_return_counts_its_values(vale):
    make.measure(vale, "plans")
    make.percentage(vale, "in-time")
    rows = [
        [None, None, "2024-25", None, None, "2025-26"],
        ["Indicator", "District", "Q1", "Q2", "Q3", "Q1", "Total"],
        ["plans", "Ashby", 5, 6, "n/s", 0, 11],
        ["plans", "Birch", 7, None, "lots", 8, 15],
        ["plans", "Total", 12, 6, 0, 8, 26],
        ["in-time", "Ashby", 0.9, None, None, None, None],
    ]

    def percent(book, sheet):
        sheet.write_number(5, 2, 0.9, book.add_format({"num_format": "0%"}))

    found = sheets.look("returns", vale, xlsx(rows, percent))
    assert (found.read, found.ready) == (8, 7)
    assert [(each.row, each.field, each.value) for each in found.problems] == [(4, "Q3", "lots")]
    assert told(found.notes) == [(2, "Total"), (5, "row")]
    labels = {entry.period.short_label() for entry in found.entries}
    assert labels == {"Q1 2024-25", "Q2 2024-25", "Q3 2024-25", "Q1 2025-26"}
    assert {entry.value for entry in found.entries if entry.measure.key == "in-time"} == {90}


@pytest.mark.parametrize("heading", ["Apr-24", "April 2024", date(2024, 4, 1), "Apr 2024"])
def test_a_month_heads_a_column_in_many_ways(vale, heading):
    make.measure(vale, "plans", frequency="month")
    rows = [["Measure", "Area", None], ["plans", "Ashby", 5]]

    def head(book, sheet):
        if isinstance(heading, date):
            sheet.write_datetime(0, 2, heading, book.add_format({"num_format": "mmm-yy"}))
        else:
            sheet.write_string(0, 2, heading)

    found = sheets.look("returns", vale, xlsx(rows, head))
    assert (found.read, found.ready, found.problems) == (1, 1, [])
    assert found.entries[0].period.start == date(2024, 4, 1)
