"""A plan's lines over time: due, led, updated, made an action, carried forward."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.actions.commands.updates import update_action
from safeloom.domain.plans.commands import lines, plans, year_end
from safeloom.domain.plans.commands.who import Who
from safeloom.domain.plans.line_standing import Due
from safeloom.domain.plans.models import LineOutcome, PlanLine
from safeloom.domain.plans.plan_forms import due_of, due_text
from safeloom.domain.plans.position import position
from safeloom.domain.plans.queries.lines import of_plan, serving, standings
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.records.commands import Stale
from safeloom.kernel.rag import Rag
from tests.factories import foundation
from tests.factories import partnership as made
from tests.factories import plans as make

JUNE, TODAY = date(2026, 6, 1), date(2026, 11, 25)


@pytest.fixture(autouse=True)
def november(time_machine):
    """It is a day in November 2026."""
    time_machine.move_to("2026-11-25 12:00", tick=False)


def on(line, day):
    """How a line stands on a day, read anew."""
    rows = PlanLine.objects.filter(pk=line.pk).select_related("plan", "priority", "objective")
    (found,) = standings(rows, line.plan.partnership, day)
    return found


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("31 March 2027", Due(date(2027, 3, 31))),
        ("2027-03-30", Due(date(2027, 3, 30))),
        ("March 2027", Due(date(2027, 3, 31), by_month=True)),
        ("Feb-28", Due(date(2028, 2, 29), by_month=True)),
        ("Ongoing", Due(words="Ongoing")),
        ("March 2013?", Due(words="March 2013?")),
        ("??", Due(words="??")),
        ("2027", Due(words="2027")),
        ("", Due()),
    ],
)
def test_a_due_date_is_a_day_a_month_or_words(text, due):
    assert due_of(text) == due
    assert due_of(due_text(due)) == due


@given(st.dates(date(2000, 1, 1), date(2068, 12, 31)), st.booleans())
def test_a_due_date_comes_back_from_its_form(day, by_month):
    if by_month:
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    assert due_of(due_text(Due(day, by_month))) == Due(day, by_month)


def test_a_line_stands_as_was_said_last_by_the_day(vale, time_machine):
    line = make.a_line(make.a_plan(vale), due="30 June 2026")
    assert on(line, JUNE).rating is Rag.NONE
    make.updated(line, "green", JUNE)
    make.updated(line, "amber", TODAY)
    assert [on(line, day).rating for day in (JUNE - timedelta(1), JUNE, TODAY)] == [
        Rag.NONE, Rag.GREEN, Rag.AMBER,
    ]  # fmt: skip
    assert not on(line, date(2026, 6, 30)).is_late and on(line, date(2026, 7, 1)).is_late
    time_machine.shift(60)  # of two on one day the later one counts
    make.updated(line, "blue", TODAY)
    assert not on(line, TODAY).is_late
    assert standings(PlanLine.objects.all(), vale, make.OPENED - timedelta(days=1)) == []


def test_an_update_that_says_off_track_says_why(vale):
    line = make.a_line(make.a_plan(vale))
    with pytest.raises(ValidationError, match="Say why it is off track"):
        make.updated(line, "red", JUNE, text=" ")
    with pytest.raises(ValidationError, match="today or an earlier day"):
        make.updated(line, "green", TODAY + timedelta(days=1))
    with pytest.raises(ValidationError, match="in the plan from 1 April 2026"):
        make.updated(line, "green", date(2026, 3, 31))
    assert not line.updates.exists()


def test_a_date_is_moved_with_its_reason_and_the_past_keeps_it(vale):
    line = make.a_line(make.a_plan(vale), due="June 2026")
    with pytest.raises(ValidationError, match="Say why it is moved"):
        lines.move_due(by=None, line=line, seen=None, due=Due(words="Ongoing"), reason="")
    before = AuditRow.objects.count()
    lines.move_due(
        by=None, line=line, seen=None, due=due_of("31 January 2027"), reason="The pilot runs on"
    )
    assert AuditRow.objects.count() == before + 1
    assert on(line, TODAY - timedelta(days=1)).due.show() == "June 2026"
    assert on(line, TODAY).due.show() == "31 January 2027"
    assert [row.reason for row in line.dues.all()] == ["", "The pilot runs on"]


def test_a_line_is_led_by_one_at_a_time_of_its_own_partnership(vale, council):
    line = make.a_line(make.a_plan(vale), words="All groups")
    lines.set_lead(by=None, line=line, seen=None, lead=Who(agency=council), start=JUNE)
    assert on(line, JUNE - timedelta(days=1)).lead == "All groups"
    assert on(line, JUNE).lead == "Vale Council"
    other = made.an_agency(foundation.partnership())
    with pytest.raises(ValidationError, match="does not belong to this partnership"):
        lines.set_lead(by=None, line=line, seen=None, lead=Who(agency=other), start=TODAY)


def test_what_belongs_to_another_plan_is_refused(vale):
    plan, other = make.a_plan(vale), make.a_plan(vale)
    with pytest.raises(ValidationError, match="priority of another plan"):
        make.a_line(plan, priority=make.a_priority(other))
    with pytest.raises(ValidationError, match="plan that this plan serves"):
        make.a_line(plan, serves=make.a_priority(other))
    with pytest.raises(ValidationError, match="Enter what is to be done"):
        make.a_line(plan, wording=" ")
    assert not PlanLine.objects.exists()


def test_a_programme_serves_a_plan_that_serves_none(vale):
    parent = make.a_plan(vale)
    programme = make.a_plan(vale, serves=parent, kind="programme", group=made.a_group(vale))
    with pytest.raises(ValidationError, match="serves another plan itself"):
        make.a_plan(vale, serves=programme)
    priority = make.a_priority(parent)
    line = make.a_line(programme, serves=priority)
    make.updated(line, "amber", JUNE)
    (found,) = standings(serving([priority]), vale, JUNE)
    assert found.rating is Rag.AMBER
    new = plans.NewPlan(title="Alone", kind="programme")
    with pytest.raises(ValidationError, match="serve that plan’s priorities"):
        plans.change_plan(by=None, plan=programme, seen=None, new=new)


def test_a_line_that_is_an_action_is_told_by_it(vale, council):
    line = make.a_line(make.a_plan(vale), "Train the leads", due="Ongoing")
    make.updated(line, "green", JUNE)
    before = AuditRow.objects.count()
    line = lines.make_action(
        by=None, line=line, seen=None, owner=council, post=None, due=date(2026, 12, 31)
    )
    assert AuditRow.objects.count() == before + 1
    one = on(line, TODAY)
    assert (one.rating, one.lead, one.due.show()) == (Rag.NONE, "Vale Council", "31 December 2026")
    assert on(line, TODAY - timedelta(days=1)).rating is Rag.GREEN
    assert line.action.source == line.plan.record
    update_action(by=None, action=line.action, text="Half are trained", said="at-risk")
    assert on(line, TODAY).rating is Rag.AMBER
    assert on(line, date(2027, 1, 1)).rating is Rag.RED
    for refused in (
        lambda: make.updated(line, "green", TODAY),
        lambda: lines.move_due(by=None, line=line, seen=None, due=Due(), reason="Later"),
    ):
        with pytest.raises(ValidationError, match="said at its action, AC-0001"):
            refused()


def test_a_year_ends_and_what_goes_on_says_where_it_came_from(vale, council):
    plan = make.a_plan(vale)
    done, late, gone, left = (
        make.a_line(plan, words, year=2025, agency=council, due="June 2026")
        for words in ("Done", "Late", "Gone", "Left")
    )
    make.updated(late, "amber", JUNE)
    before = AuditRow.objects.count()
    (new,) = year_end.close_year(
        by=None,
        plan=plan,
        seen=None,
        day=TODAY,
        ended=[
            year_end.Ended(line=done, outcome="done"),
            year_end.Ended(
                line=late, outcome="carried", reason="The lead left", due=due_of("May 2027")
            ),
            year_end.Ended(line=gone, outcome="dropped", reason="Another board does it"),
        ],
    )
    assert AuditRow.objects.count() == before + 1
    assert (new.came_from, new.year, new.wording) == (late, 2026, "Late")
    assert on(new, TODAY).lead == "Vale Council" and on(new, TODAY).due.show() == "May 2027"
    eve = position(standings(of_plan(plan), vale, TODAY - timedelta(days=1)), TODAY)
    after = position(standings(of_plan(plan), vale, TODAY), TODAY)
    assert eve.counts.words() == "1 at risk and 3 not known"
    assert after.counts.words() == "1 complete and 2 not known"
    assert {one.line.pk for one in standings(of_plan(plan), vale, TODAY) if one.counts} == {
        done.pk, new.pk, left.pk,
    }  # fmt: skip
    with pytest.raises(ValidationError, match="stays as it is"):
        make.updated(late, "green", TODAY)


def test_a_year_ends_whole_or_not_at_all(vale):
    plan = make.a_plan(vale)
    one, other = make.a_line(plan), make.a_line(plan)
    ended = [
        year_end.Ended(line=one, outcome="done"),
        year_end.Ended(line=other, outcome="carried", reason=""),
    ]
    with pytest.raises(ValidationError, match="Say why it is carried forward"):
        year_end.close_year(by=None, plan=plan, seen=None, day=TODAY, ended=ended)
    assert not LineOutcome.objects.exists() and PlanLine.objects.count() == 2
    year_end.close_year(by=None, plan=plan, seen=None, day=TODAY, ended=ended[:1])
    with pytest.raises(ValidationError, match="said already what became of it"):
        year_end.close_year(by=None, plan=plan, seen=None, day=TODAY, ended=ended[:1])


def test_two_at_once_lose_nothing(vale):
    line = make.a_line(make.a_plan(vale))
    lines.update_line(by=None, line=line, seen=1, day=JUNE, rating="green", text="Mine")
    with pytest.raises(Stale):
        lines.update_line(by=None, line=line, seen=1, day=JUNE, rating="red", text="Theirs")
    assert [row.text for row in line.updates.all()] == ["Mine"]
