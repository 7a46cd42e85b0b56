"""Clocks: counted by hand where it is easy to be wrong, and what always holds for any."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from safeloom.kernel.clock_words import explained, read_rules, said, said_of_ended
from safeloom.kernel.clocks import (
    DayZero,
    Pause,
    Rule,
    Unit,
    due,
    gone,
    in_force,
    standing,
)
from safeloom.kernel.dates import ENGLAND, today
from safeloom.kernel.working_days import is_working_day

HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)


def a_rule(length: int = 15, unit: Unit = Unit.WORKING_DAYS, **said_) -> Rule:
    said_ = {"key": "rapid", "title": "Rapid review", "begins": "It is notified"} | said_
    return Rule(length=length, unit=unit, edition="2023", source="a text", **said_)


def local(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=ENGLAND, fold=fold)


def due_day(rule: Rule, started: datetime, *pauses: Pause, closures=()) -> date:
    return today(due(rule, started, pauses, closures))


@pytest.mark.parametrize(
    ("length", "unit", "started", "expected"),
    [
        (15, Unit.WORKING_DAYS, (2026, 11, 12), (2026, 12, 3)),
        (5, Unit.WORKING_DAYS, (2026, 12, 23), (2027, 1, 4)),  # Christmas, its substitute, New Year
        (1, Unit.WORKING_DAYS, (2026, 4, 2), (2026, 4, 7)),  # Good Friday, Easter Monday
        (1, Unit.WORKING_DAYS, (2026, 11, 28), (2026, 11, 30)),  # begun on a Saturday
        (15, Unit.CALENDAR_DAYS, (2028, 2, 14), (2028, 2, 29)),  # a leap day
        (1, Unit.MONTHS, (2026, 1, 31), (2026, 2, 28)),
        (1, Unit.MONTHS, (2028, 1, 31), (2028, 2, 29)),
        (12, Unit.MONTHS, (2028, 2, 29), (2029, 2, 28)),
        (6, Unit.MONTHS, (2026, 8, 31), (2027, 2, 28)),
    ],
)
def test_the_day_counted_by_hand(length, unit, started, expected) -> None:
    assert due_day(a_rule(length, unit), local(*started, 10)) == date(*expected)


def test_the_day_of_the_event_may_be_day_one() -> None:
    said_ = {"day_zero": DayZero.INCLUDED}
    assert due_day(a_rule(5, **said_), local(2026, 11, 23, 9)) == date(2026, 11, 27)
    assert due_day(a_rule(1, **said_), local(2026, 11, 28, 9)) == date(2026, 11, 30)
    assert due_day(a_rule(1, Unit.MONTHS, **said_), local(2026, 11, 1)) == date(2026, 11, 30)


def test_a_day_ends_at_midnight_in_england_whatever_the_season() -> None:
    rule = a_rule(1, Unit.CALENDAR_DAYS)
    just_before = datetime(2026, 6, 30, 22, 59, 59, tzinfo=UTC)  # 23:59:59 in summer
    assert due_day(rule, just_before) == date(2026, 7, 1)
    assert due_day(rule, just_before + timedelta(seconds=1)) == date(2026, 7, 2)
    ends = due(rule, just_before)
    assert ends == datetime(2026, 7, 1, 22, 59, 59, 999999, tzinfo=UTC)
    assert not standing(rule, just_before, ends).late
    assert standing(rule, just_before, ends + TICK).late


def test_hours_are_hours_across_both_changes_of_the_clock() -> None:
    day = a_rule(24, Unit.HOURS)
    assert due(day, local(2026, 3, 28, 14, 30)) == local(2026, 3, 29, 15, 30)  # an hour is lost
    assert due(day, local(2026, 10, 24, 14, 30)) == local(2026, 10, 25, 13, 30)  # and won
    first, second = (due(day, local(2026, 10, 24, 1, 30), ()), local(2026, 10, 25, 1, 30, fold=0))
    assert first == second.astimezone(UTC)
    # Twice 1:30 that night: they are an hour apart.
    again = due(day, local(2026, 10, 25, 1, 30, fold=1)) - due(day, local(2026, 10, 25, 1, 30))
    assert again == HOUR


def test_working_hours_run_while_the_office_is_open() -> None:
    rule = a_rule(8, Unit.WORKING_HOURS)
    assert due(rule, local(2026, 11, 25, 15)) == local(2026, 11, 26, 15)
    assert due(rule, local(2026, 11, 27, 16)) == local(2026, 11, 30, 16)
    assert due(rule, local(2026, 11, 28, 11)) == local(2026, 11, 30, 17)
    assert gone(rule, local(2026, 11, 27, 16), local(2026, 11, 30, 10, 30)) == 2


def test_closure_days_count_for_what_the_law_sets_alone() -> None:
    closed = {date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)}
    local_, law = a_rule(2), a_rule(2, statutory=True)
    started = local(2026, 12, 24, 10)
    assert due_day(local_, started, closures=closed) == date(2027, 1, 5)
    assert due_day(law, started, closures=closed) == due_day(local_, started) == date(2026, 12, 30)


def test_a_pause_over_a_weekend_extends_by_the_working_days_in_it() -> None:
    rule, started = a_rule(5, pauses=True), local(2026, 11, 23, 9)
    assert due_day(rule, started) == date(2026, 11, 30)
    weekend = Pause(local(2026, 11, 27, 12), local(2026, 11, 30, 9))  # Friday noon to Monday
    assert due_day(rule, started, weekend) == date(2026, 12, 1)
    within = Pause(local(2026, 11, 28, 12), local(2026, 11, 29, 9))
    assert due_day(rule, started, within) == date(2026, 11, 30)
    same = Pause(local(2026, 11, 25, 12), local(2026, 11, 25, 14))  # within a day: none is lost
    assert due_day(rule, started, same) == date(2026, 11, 30)
    assert due(rule, started, [Pause(local(2026, 11, 27, 12))]) is None


def test_how_it_is_said() -> None:
    rule, started = a_rule(), local(2026, 11, 12, 10)
    now = local(2026, 11, 25, 20)
    stands = standing(rule, started, now)
    assert said(rule, stands) == "Day 9 of 15 working days, due Thursday 3 December 2026"
    assert stands.left == 6
    paused = standing(rule, started, now, [Pause(local(2026, 11, 20, 9))])
    assert said(rule, paused) == "Paused since 20 November 2026, on day 5 of 15 working days"
    late = standing(rule, started, local(2026, 12, 7, 9))
    assert said(rule, late) == "Due Thursday 3 December 2026, 2 working days late"
    weekend = standing(a_rule(1), local(2026, 11, 26), local(2026, 11, 28))
    assert said(a_rule(1), weekend).endswith("less than a working day late")
    day = a_rule(24, Unit.HOURS)
    stands = standing(day, local(2026, 11, 25, 9), local(2026, 11, 25, 12, 30))
    assert said(day, stands) == "Hour 3 of 24, due Thursday 26 November 2026 at 09:00"
    late = standing(day, local(2026, 11, 25, 9), local(2026, 11, 26, 9, 30))
    assert said(day, late).endswith("at 09:00, less than an hour late")
    assert said_of_ended(rule, standing(rule, started, now), now) == (
        "Met in time Wednesday 25 November 2026, on day 9 of 15 working days"
    )
    half = a_rule(6, Unit.MONTHS)
    assert said(half, standing(half, local(2026, 11, 1), local(2026, 11, 25))).startswith(
        "Day 24 of 181 (6 months), due Saturday 1 May 2027"
    )


def test_the_rule_is_explained() -> None:
    told = " ".join(explained(a_rule(statutory=True)))
    assert "15 working days from when it is notified" in told
    assert "closed are counted too" in told and "Not checked against its source" in told


def test_rules_are_read_from_content() -> None:
    text = """
    [[rule]]
    key = "stage-1"
    title = "Stage 1"
    begins = "It is raised"
    length = 24
    unit = "hours"
    edition = "Example"
    source = "none"
    since = 2026-01-01
    """
    (rule,) = read_rules(text)
    assert (rule.unit, rule.length, rule.since) == (Unit.HOURS, 24, date(2026, 1, 1))
    for wrong in (text + "colour = 1", text.replace("24", "0"), text + text.replace("24", "48")):
        with pytest.raises(ValueError, match=r"stage-1|editions"):
            read_rules(wrong)
    for made in ({"length": 0}, {"opens": 17, "closes": 9}):
        with pytest.raises(ValueError, match="rapid"):
            a_rule(**made)


def test_the_edition_is_that_of_the_day_of_the_event() -> None:
    old, new = a_rule(20), a_rule(15, since=date(2023, 12, 1))
    assert in_force([new, old], "rapid", date(2023, 11, 30)) is old
    assert in_force([new, old], "rapid", date(2023, 12, 1)) is new
    assert in_force([new], "rapid", date(2023, 11, 30)) is None


INSTANTS = st.datetimes(datetime(2019, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))
SPANS = st.timedeltas(timedelta(), timedelta(days=40))
DAY_UNITS = st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS])
ANY = st.builds(
    a_rule,
    length=st.integers(1, 60),
    unit=st.sampled_from(list(Unit)),
    day_zero=st.sampled_from(list(DayZero)),
)


@st.composite
def stopped(draw, started: datetime) -> list[Pause]:
    """Pauses that began after an instant and ended, overlapping or not."""
    pairs = draw(st.lists(st.tuples(SPANS, SPANS), max_size=4))
    return [Pause(started + after, started + after + long) for after, long in pairs]


@given(ANY, INSTANTS, st.data())
def test_counting_is_the_inverse_of_being_due(rule, started, data) -> None:
    pauses = data.draw(stopped(started))
    ends = due(rule, started, pauses)
    assert ends >= started
    assert gone(rule, started, ends, pauses) == standing(rule, started, ends, pauses).length
    if rule.unit.of_hours:
        assert gone(rule, started, ends - TICK, pauses) == rule.length - 1
    else:
        first = datetime.combine(today(ends), time(), ENGLAND)
        assert gone(rule, started, first - TICK, pauses) == standing(
            rule, started, ends, pauses
        ).length - (1 if first > started else 0)


@given(ANY, INSTANTS, SPANS, SPANS, st.data())
def test_time_goes_one_way(rule, started, after, more, data) -> None:
    pauses = data.draw(stopped(started))
    early, later = started + after, started + after + more
    assert gone(rule, started, early, pauses) <= gone(rule, started, later, pauses)
    assert due(rule, started) <= due(rule, started + after)
    assert due(rule, started) <= due(rule, started, pauses)


@given(ANY, INSTANTS, st.data())
def test_how_pauses_are_cut_up_does_not_matter(rule, started, data) -> None:
    pauses = data.draw(stopped(started))
    shuffled = data.draw(st.permutations(pauses))
    cut = [
        part
        for pause in pauses
        for middle in [pause.start + (pause.end - pause.start) / 2]
        for part in (Pause(pause.start, middle), Pause(middle, pause.end))
    ]
    assert due(rule, started, pauses) == due(rule, started, shuffled) == due(rule, started, cut)


@given(st.integers(1, 60), INSTANTS, st.data())
def test_hours_are_extended_by_the_pause_exactly(length, started, data) -> None:
    rule = a_rule(length, Unit.HOURS)
    start = data.draw(
        st.datetimes(datetime(2019, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))
    )
    long = data.draw(SPANS)
    assume(started <= start < due(rule, started))
    assert due(rule, started, [Pause(start, start + long)]) == due(rule, started) + long


@given(st.integers(1, 60), INSTANTS)
def test_a_working_day_clock_is_due_on_a_working_day(length, started) -> None:
    day = due_day(a_rule(length), started)
    assert is_working_day(day)
    between = (
        today(started) + timedelta(days=n) for n in range(1, (day - today(started)).days + 1)
    )
    assert sum(map(is_working_day, between)) == length
