"""Attendance over a period: by seat, by agency, and all of it together."""

import csv
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.demonstration.example_files import figures_file
from safeloom.domain.meetings.models import AttendanceCount
from safeloom.domain.meetings.queries.report import BY_AGENCY, Asked, attended
from safeloom.domain.meetings.tally import Counted, Tally, merged, pooled
from safeloom.domain.partnership.commands import agencies, seats
from safeloom.foundation.today import today
from safeloom.systems.figure_check.reading import check_file
from safeloom.web.imports import accepting
from tests.factories import meetings as make
from tests.factories import partnership as made
from tests.factories import sheets

WEEK = timedelta(days=7)
ALWAYS = {"start": date(2000, 1, 1), "end": date(2100, 1, 1)}
counts = st.integers(0, 500)
TALLIES = st.builds(lambda *parts: Tally(sum(parts), *parts), counts, counts, counts, counts)


@given(st.lists(st.tuples(st.sampled_from("abc"), TALLIES), max_size=9))
def test_all_together_is_sums_over_sums_however_lines_are_put_together(rows):
    lines = [Counted(key, key, "", tally) for key, tally in rows]
    together, apart = pooled(merged(lines)), pooled(lines)
    assert together == apart
    invited = sum(tally.invited for _, tally in rows)
    filled = sum(tally.attended + tally.deputies for _, tally in rows)
    found = together.percent(with_deputies=True)
    if not invited:
        assert found is None
    else:
        assert abs(found - Decimal(100 * filled) / invited) <= Decimal("0.5")


@given(TALLIES)
def test_whoever_counts_no_deputies_never_finds_more(tally):
    if tally.invited:
        assert tally.percent(with_deputies=False) <= tally.percent(with_deputies=True)


@pytest.fixture
def three(vale):
    """Three meetings, two seats: the council's 2 of 3, one by a deputy; the trust's 1 of 2, and once
    not marked."""
    vale.council = made.an_agency(vale.here, "Vale Council")
    vale.trust = made.an_agency(vale.here, "Vale Trust")
    vale.one = made.a_seat(vale.board, "Lead", agency=vale.council)
    vale.two = made.a_seat(vale.board, "Lead", agency=vale.trust)
    marks = [("attended", "absent"), ("deputy", "attended"), ("apologies", "")]
    for back, (one, two) in enumerate(marks):
        meeting = make.held(make.a_meeting(vale.series, today() - back * WEEK))
        make.marked(meeting, vale.one, one, "Sam Field" if one == "deputy" else "")
        if two:
            make.marked(meeting, vale.two, two)
    return vale


def test_what_is_not_marked_is_no_absence(three):
    found = attended(three.here, Asked(**ALWAYS))
    told = [(line.agency, line.tally.invited, line.tally.attended) for line in found.lines]
    assert told == [("Vale Council", 3, 1), ("Vale Trust", 2, 1)]
    assert found.overall == Tally(5, 2, 1, 1, 1)
    assert (found.meetings, found.unmarked, found.target) == (3, 1, 80)
    assert found.overall.percent(with_deputies=True) == 60


def test_only_what_was_held_in_the_period_counts(three):
    coming = make.a_meeting(three.series, today() + WEEK)
    make.marked(coming, three.one, "apologies")
    found = attended(three.here, Asked(start=today() - WEEK, end=today() + 2 * WEEK))
    assert found.meetings == 2 and found.overall.invited == 4


def test_what_an_agency_had_counts_for_the_one_that_carries_on_where_that_is_asked(three):
    eve, day = today() - timedelta(days=3), today() - timedelta(days=2)
    heir = made.an_agency(three.here, "Greater Trust", start=day)
    seats.close(by=None, seat=three.two, seen=None, day=eve)
    agencies.close(by=None, agency=three.trust, seen=None, day=eve)
    agencies.succeed(by=None, predecessor=three.trust, successor=heir, day=day)
    asked = {**ALWAYS, "by": BY_AGENCY}
    called = [line.called for line in attended(three.here, Asked(**asked)).lines]
    assert called == ["Greater Trust", "Vale Council"]
    as_it_was = attended(three.here, Asked(**asked, heirs=False))
    assert [line.called for line in as_it_was.lines] == ["Vale Council", "Vale Trust"]


@pytest.fixture
def printed() -> dict[str, list[str]]:
    """The attendance that a partnership printed for 2012/13: seat by seat attended, invited, percent."""
    rows: dict[str, dict[str, str]] = {}
    with figures_file("lancashire").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["section"] == "Attendance" and row["entity"] != "All seats":
                seat, number = row["id"].rsplit(".", 1)
                rows.setdefault(seat, {"called": row["entity"]})[number] = row["value"]
    return {seat: [said["called"], said["3"], said["1"], said["2"]] for seat, said in rows.items()}


def test_a_printed_table_comes_in_and_comes_out(vale, printed):
    lines = [",".join([*cells, "2012/13"]) for cells in printed.values()]
    head = "Agency,% Attended,No Attended,No Invited,Year"
    data = sheets.csv(head, *lines, "OVERALL,79,,,")
    found = sheets.look("attendance", vale.here, data)
    assert found.problems == [] and found.new == len(printed) == 22
    # Each percentage is what its counts give.
    assert [note for note in found.notes if note.field == "percent"] == []
    accepting.accept(preview=found, by=None)
    asked = Asked(start=date(2012, 4, 1), end=date(2013, 3, 31))
    out = attended(vale.here, asked)
    told = [
        [line.called, str(line.tally.percent(with_deputies=True)), str(line.tally.attended)]
        for line in out.lines
    ]
    assert told == [cells[:3] for cells in printed.values()]
    assert (out.overall.attended, out.overall.invited) == (100, 132)
    # All together is not what was printed, and the check of figures names that one and no other.
    assert out.overall.percent(with_deputies=True) == 76
    wrong = {one.id: one for one in check_file(figures_file("lancashire")).wrong}
    named = [one for key, one in wrong.items() if key.rsplit(".", 1)[0] in {*printed, "001.L897"}]
    assert [(one.id, one.printed, one.worked_out) for one in named] == [("001.L897.1", "79", "76")]
    again = sheets.look("attendance", vale.here, data)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 22)


def test_what_cannot_be_is_named_by_row_and_field(vale):
    data = sheets.csv(
        "Agency,Invited,Attended,Deputies,From,To",
        "Police,6,7,,1 April 2012,31 March 2013",
        "Probation,six,5,,1 April 2012,31 March 2013",
        "Health,6,5,6,1 April 2012,31 March 2013",
        "Schools,6,5,,31 March 2013,1 April 2012",
        ",6,5,,1 April 2012,31 March 2013",
    )
    found = sheets.look("attendance", vale.here, data)
    assert sheets.told(found.problems) == [
        (2, "attended"),
        (3, "invited"),
        (4, "deputies"),
        (5, "end"),
        (6, "called"),
    ]
    assert not AttendanceCount.objects.exists()


GRID = (
    "Member,4 February 2013,18/03/2013,20 May 2013,15 July 2013",
    "Vale Council,P,Apologies,D,Present",
    "Health,a,P,,-",
    "Health,✓,✓,dna,n/a",
)


def test_a_grid_of_seats_and_days_is_counted_by_year(vale):
    council = made.an_agency(vale.here, "Vale Council")
    found = sheets.look("attendance", vale.here, sheets.csv(*GRID))
    assert (found.problems, found.new, found.read) == ([], 6, 11)
    accepting.accept(preview=found, by=None)
    told = [
        (row.called, row.start.year, row.invited, row.attended, row.deputies)
        for row in AttendanceCount.objects.order_by("start", "place")
    ]
    # Blank and “n/a” are no invitation; the second seat of one name is another one.
    assert told == [
        ("Vale Council", 2012, 2, 1, 0),
        ("Health", 2012, 2, 1, 0),
        ("Health", 2012, 2, 2, 0),
        ("Vale Council", 2013, 2, 2, 1),
        ("Health", 2013, 0, 0, 0),
        ("Health", 2013, 1, 0, 0),
    ]
    assert AttendanceCount.objects.filter(agency=council).count() == 2
    again = sheets.look("attendance", vale.here, sheets.csv(*GRID))
    assert (again.new, again.changed, again.unchanged) == (0, 0, 6)
    later = [
        line + more for line, more in zip(GRID, (",2 Sept 2013", ",A", ",P", ",P"), strict=True)
    ]
    more = sheets.look("attendance", vale.here, sheets.csv(*later))
    assert (more.new, more.changed, more.unchanged) == (0, 3, 3)


def test_a_mark_that_may_mean_anything_is_asked_about_and_its_row_not_counted(vale):
    data = sheets.csv(
        "Member,4 March 2013,18 March 2013,5 May 2013", "Police,x,P,P", "Health,P,P,P"
    )
    found = sheets.look("attendance", vale.here, data)
    assert {(one.row, one.field) for one in found.problems} == {(2, "4 March 2013")}
    assert [entry.new.called for entry in found.entries] == ["Police", "Health", "Health"]
    assert [entry.new.start.year for entry in found.entries] == [2013, 2012, 2013]
    tomorrow = today() + timedelta(days=1)
    early = sheets.csv(f"Member,{tomorrow:%d/%m/%Y}", "Police,P")
    (problem,) = sheets.look("attendance", vale.here, early).problems
    assert "still to come" in problem.problem


def test_the_page_and_its_file_say_the_same(manager, three):
    page = manager.get("/vale/meetings/attendance/?from=1+April+2000").content.decode()
    assert "60% were taken up" in page and "the target is 80%" in page and "Below target" in page
    assert "1 seat was not marked" in page
    data = manager.get("/vale/meetings/attendance/?from=1+April+2000&by=agency&export=csv")
    lines = b"".join(data.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        "Vale Council,Vale Council,3,1,1,67",
        "Vale Trust,Vale Trust,2,1,0,50",
        "All together,,5,2,1,60",
    ]
    wrong = manager.get("/vale/meetings/attendance/?from=31+February+2020")
    assert wrong.status_code == 400 and "31 February 2020" in wrong.content.decode()


def test_a_member_counts_their_own_group_alone(as_role, three):
    other = make.held(make.a_meeting(three.learning))
    make.marked(other, made.a_seat(three.learning, "Secret seat"), "attended")
    page = as_role("group-member", three.board).get("/vale/meetings/attendance/").content.decode()
    assert "Lead" in page and "Secret seat" not in page and "Learning group" not in page


def test_ten_years_of_the_bench_are_counted(three):
    from random import Random

    from safeloom.demonstration.county import County
    from safeloom.domain.meetings.demonstration import years_of_attendance

    groups = dict.fromkeys(("board", "executive", "performance"), three.board)
    county = County(three.here, 1, "small", today(), Random(1), {}, groups=groups)
    years_of_attendance(county)
    found = attended(three.here, Asked(**ALWAYS))
    assert len(found.lines) == 2 + 3 * 9 * 2
    assert found.overall.invited == 5 + 3 * 9 * 2 * 6
