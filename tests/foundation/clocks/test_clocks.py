"""Clocks of records: kept as they began, paused with reasons, ended once, due without being counted."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.clocks import commands, queries, rules
from safeloom.foundation.clocks.models import Clock, ClockSetting
from safeloom.foundation.records.commands import open_record
from safeloom.foundation.records.models import Record
from safeloom.kernel.clocks import Unit
from safeloom.kernel.dates import ENGLAND
from safeloom.kernel.registry import ClockRules
from tests.factories import clocks, foundation

NOW = datetime(2026, 11, 25, 12, tzinfo=ENGLAND)


@pytest.fixture(autouse=True)
def noon():
    """It is noon on Wednesday 25 November 2026."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def vale(db):
    """A partnership."""
    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def record(vale):
    """A record."""
    return open_record(partnership=vale, kind="thing", prefix="TH", title="A thing")


@pytest.fixture
def offered(monkeypatch):
    """A part that offers an example, and a clock that the law sets."""
    found = (
        clocks.a_rule(5, key="local", example=True),
        clocks.a_rule(15, key="law", statutory=True),
    )
    monkeypatch.setattr(rules, "_read", lambda dotted: found)
    monkeypatch.setattr(rules, "offered", lambda kind: [ClockRules("it", "It", "x.y", 1)])
    return found


def one(record: Record) -> queries.Reading:
    (reading,) = queries.clocks_of(record.pk)
    return reading


def test_it_runs_by_the_rule_it_began_under_and_says_how_it_stands(record) -> None:
    clock = clocks.running(record, at=datetime(2026, 11, 12, 9, tzinfo=ENGLAND))
    assert one(record).words == "Day 9 of 15 working days, due Thursday 3 December 2026"
    assert one(record).rule == clocks.a_rule()
    with pytest.raises(ValidationError, match="running already"):
        clocks.running(record)
    with pytest.raises(ValidationError, match="future"):
        clocks.running(record, at=NOW + timedelta(1), rule=clocks.a_rule(key="other"))
    with time_machine.travel(datetime(2026, 12, 3, 23, 59, tzinfo=ENGLAND), tick=False):
        assert not one(record).late and not queries.late(Clock.objects.all()).exists()
    with time_machine.travel(datetime(2026, 12, 4, tzinfo=ENGLAND), tick=False):
        assert one(record).late and queries.late(Clock.objects.all()).get() == clock


def test_a_pause_extends_it_and_while_it_lasts_nothing_is_due(record, noon) -> None:
    clock = clocks.running(record, rule=clocks.a_rule(5))
    person = foundation.person()
    for _ in range(2):  # once on each of two days
        noon.shift(timedelta(days=1))
        commands.pause_clock(by=person, clock=clock, reason=" Court papers are awaited ")
        assert one(record).paused_for == "Court papers are awaited"
        assert clock.due is None and not queries.due_by(Clock.objects.all(), date.max).exists()
        with pytest.raises(ValidationError, match="paused already"):
            commands.pause_clock(by=person, clock=clock, reason="Again")
        noon.shift(timedelta(days=1))
        commands.resume_clock(by=person, clock=clock)
    assert one(record).due_day == date(2026, 12, 3)  # a Thursday was lost; a Saturday never counts
    with pytest.raises(ValidationError, match="not paused"):
        commands.resume_clock(by=None, clock=clock)
    assert AuditRow.objects.filter(verb="clock.pause", by=person.pk).count() == 2


def test_a_pause_lies_between_the_beginning_and_now(record) -> None:
    clock = clocks.running(record, at=NOW - timedelta(days=2))
    for at in (NOW - timedelta(days=3), NOW + timedelta(hours=1)):
        with pytest.raises(ValidationError, match="Choose"):
            commands.pause_clock(by=None, clock=clock, reason="x", at=at)
    commands.pause_clock(by=None, clock=clock, reason="x", at=NOW - timedelta(days=1))
    with pytest.raises(ValidationError, match="Choose"):
        commands.resume_clock(by=None, clock=clock, at=NOW - timedelta(days=2))
    commands.resume_clock(by=None, clock=clock)
    with pytest.raises(ValidationError, match="last paused"):
        commands.pause_clock(by=None, clock=clock, reason="x", at=NOW - timedelta(hours=5))
    stiff = clocks.running(record, rule=clocks.a_rule(key="stiff", pauses=False))
    with pytest.raises(ValidationError, match="knows no pauses"):
        commands.pause_clock(by=None, clock=stiff, reason="x")


def test_it_ends_once_and_says_whether_in_time(record, noon) -> None:
    clock = clocks.running(record, rule=clocks.a_rule(24, Unit.HOURS))
    noon.shift(timedelta(hours=24))
    commands.meet_clock(by=None, clock=clock)
    assert one(record).words == "Met in time Thursday 26 November 2026 at 12:00, on hour 24 of 24"
    for verb, said in ((commands.meet_clock, {}), (commands.stop_clock, {"reason": "x"})):
        with pytest.raises(ValidationError, match="has ended"):
            verb(by=None, clock=clock, **said)
    late = clocks.running(record, rule=clocks.a_rule(1, Unit.HOURS))
    noon.shift(timedelta(hours=2))
    commands.meet_clock(by=None, clock=late)
    assert "1 hour late" in queries.clocks_of(record.pk)[0].words


def test_one_that_is_paused_when_it_ends_is_no_longer(record, noon) -> None:
    clock = clocks.running(record)
    commands.pause_clock(by=None, clock=clock, reason="x")
    noon.shift(timedelta(days=30))
    commands.meet_clock(by=None, clock=clock)
    reading = one(record)
    assert not reading.late and reading.standing.paused is None and clock.due is not None


def test_begun_again_it_keeps_its_rule_and_the_one_before(record) -> None:
    clock = clocks.running(record)
    with pytest.raises(ValidationError, match="Say why"):
        commands.restart_clock(by=None, clock=clock, at=NOW, reason=" ")
    clock.refresh_from_db()
    new = commands.restart_clock(by=None, clock=clock, at=date(2026, 11, 20), reason="Wrong day")
    assert new.again_of == clock and new.rule == clock.rule and clock.outcome == "restarted"
    assert [each.clock for each in queries.clocks_of(record.pk)] == [new, clock]


def test_an_example_is_off_until_it_is_set_and_running_ones_keep_theirs(
    vale, record, offered, noon
) -> None:
    day = NOW.date()
    assert rules.rule_for(vale, "local", day) is None
    assert rules.rule_for(vale, "law", day) == offered[1]
    with pytest.raises(KeyError):
        rules.rule_for(vale, "lcoal", day)
    said = {"runs": True, "length": 5, "unit": Unit.WORKING_DAYS, "since": day}
    commands.set_rule(by=None, partnership=vale, key="local", to=commands.Setting(**said))
    rule = rules.rule_for(vale, "local", day)
    assert rule.length == 5 and not rule.checked and not rule.example
    clock = clocks.running(record, rule=rule)
    later = said | {"length": 3, "since": day + timedelta(days=7), "source": "Our procedure 4.2"}
    commands.set_rule(by=None, partnership=vale, key="local", to=commands.Setting(**later))
    assert rules.rule_for(vale, "local", day + timedelta(days=6)).length == 5
    changed = rules.rule_for(vale, "local", day + timedelta(days=7))
    assert (changed.length, changed.source) == (3, "Our procedure 4.2")
    assert changed.edition == "As this partnership set it from 2 December 2026"
    clock.refresh_from_db()
    assert clock.rule.length == 5
    off = said | {"runs": False}
    commands.set_rule(by=None, partnership=vale, key="local", to=commands.Setting(**off))
    assert ClockSetting.objects.count() == 1  # what was set for later days is replaced
    assert rules.rule_for(vale, "local", day + timedelta(days=7)) is None
    for key, to, match in (
        ("law", said, "law sets"),
        ("local", said | {"since": day - timedelta(days=1)}, "today or a later"),
        ("local", said | {"length": 0}, "1 to 1,000"),
    ):
        with pytest.raises(ValidationError, match=match):
            commands.set_rule(by=None, partnership=vale, key=key, to=commands.Setting(**to))


def test_a_closure_day_moves_what_is_not_statutory(vale, record) -> None:
    clocks.running(record, rule=clocks.a_rule(5))
    clocks.running(record, rule=clocks.a_rule(5, key="law", statutory=True))
    closed = commands.close_on(by=None, partnership=vale, day=date(2026, 11, 27), why="Training")
    days = {each.clock.key: each.due_day for each in queries.clocks_of(record.pk)}
    assert days == {"invented": date(2026, 12, 3), "law": date(2026, 12, 2)}
    assert Clock.objects.get(key="invented").due.date() == date(2026, 12, 3)
    with pytest.raises(ValidationError, match="already"):
        commands.close_on(by=None, partnership=vale, day=closed.day, why="Again")
    commands.open_on(by=None, closure=closed)
    assert Clock.objects.get(key="invented").due.date() == date(2026, 12, 2)
    assert commands.work_out_again(by=None, partnership=vale) == 0


def test_what_is_due_is_asked_of_the_database_in_as_many_queries_for_many(vale) -> None:
    made = []
    for many in (1, 3):
        while len(made) < many:
            record = open_record(partnership=vale, kind="thing", prefix="TH", title="It")
            clock = clocks.running(record, at=NOW - timedelta(days=len(made)))
            commands.pause_clock(by=None, clock=clock, reason="x")
            commands.resume_clock(by=None, clock=clock)
            made.append(record)
        with CaptureQueriesContext(connection) as asked:
            found = queries.read(queries.running_on(made))
        assert len(found) == many and len(asked) == 3
    assert [each.clock.record for each in found] == list(reversed(made))
    rows = queries.with_due(Record.objects.filter(kind="thing"), "pk").order_by("clock_due")
    assert list(rows) == list(reversed(made)) and rows[0].clock_due.tzinfo == UTC
    assert queries.due_by(Clock.objects.all(), date(2026, 12, 14)).count() == 1
