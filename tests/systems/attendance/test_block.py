"""Attendance in a report: every figure with its rule, which the check of figures works out again."""

from datetime import date, timedelta

from safeloom.foundation.today import today
from safeloom.kernel.figures import Figure, check
from safeloom.reports.material import BlockContext
from safeloom.systems.attendance.report import attendance, choices
from tests.factories import foundation
from tests.factories import meetings as make
from tests.factories import partnership as made


def test_the_figures_of_the_block_are_right_and_pooled(db):
    here = foundation.partnership()
    group = made.a_group(here, "Board")
    series = make.a_series(group, attendance_target=80)
    seats = [
        made.a_seat(group, "Lead", agency=made.an_agency(here, name)) for name in ("Ash", "Birch")
    ]
    for back, states in enumerate([("attended", "absent"), ("deputy", "attended")]):
        meeting = make.held(make.a_meeting(series, today() - timedelta(days=back)))
        for seat, state in zip(seats, states, strict=True):
            make.marked(meeting, seat, state, "Sam Field" if state == "deputy" else "")
    assert choices(here) == [(group.record_id, "Board")]
    context = BlockContext(here, date(2000, 1, 1), today(), today(), "2023", about=[group.record])
    rows = [number.row for number in attendance(context).numbers]
    assert [row.value for row in rows] == ["2", "2", "100%", "2", "1", "50%", "4", "3", "75%"]
    figures = [
        Figure(row=at, id=row.id, value=row.value.rstrip("%"), rule=row.rule, terms=row.terms)
        for at, row in enumerate(rows)
    ]
    found = check(figures)
    assert found.checked == 5 and not found.wrong
