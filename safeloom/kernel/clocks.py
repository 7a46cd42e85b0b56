"""Clocks: how long something may take by a rule, when it is due, and how far it is.

A rule is data. An event is an instant; what a day is, is decided in England. A day clock is due at the end
of its due day, an hour clock at its instant; neither is late until that is past. Pauses stop the count:
of hours for as long as they last, of days for each day from that on which they begin to the day before
that on which they end. Source of the day-0 rules proposed: `docs/decisions`, the decision on clocks.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice

from safeloom.kernel.dates import ENGLAND, months_later, today
from safeloom.kernel.working_days import is_working_day

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
MOST = {
    "working days": 1000,
    "calendar days": 4000,
    "hours": 5000,
    "working hours": 2000,
    "months": 240,
}


class Unit(StrEnum):
    """What is counted. Hours run day and night; working hours only while the office of the rule is open."""

    WORKING_DAYS = "working days"
    CALENDAR_DAYS = "calendar days"
    HOURS = "hours"
    WORKING_HOURS = "working hours"
    MONTHS = "months"

    @property
    def of_hours(self) -> bool:
        """Whether it is due at an hour and not at the end of a day."""
        return self in (Unit.HOURS, Unit.WORKING_HOURS)


class DayZero(StrEnum):
    """Whether the day of the event is counted: it is day 0, or day 1 (where it is a day that counts)."""

    EXCLUDED = "excluded"
    INCLUDED = "included"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule of a clock, of one edition of the guidance. `begins` says what starts it; `since` is the first
    day on whose events this edition is applied (None: always). A `statutory` one knows no closure days of
    the place. `pauses` says whether it may be paused. `checked` whether it was compared with `source`.
    An `example` is off until a partnership turns it on. Raises `ValueError` where it makes no sense."""

    key: str
    title: str
    begins: str
    length: int
    unit: Unit
    day_zero: DayZero = DayZero.EXCLUDED
    edition: str
    source: str
    checked: bool = False
    statutory: bool = False
    pauses: bool = False
    since: date | None = None
    example: bool = False
    opens: int = 9
    closes: int = 17

    def __post_init__(self) -> None:
        if not 1 <= self.length <= MOST[self.unit]:
            most = MOST[self.unit]
            raise ValueError(f"{self.key}: a clock runs for 1 to {most:,} {self.unit}")
        if not 0 <= self.opens < self.closes <= 23:
            raise ValueError(f"{self.key}: an office opens before it closes, at full hours")

    @property
    def long(self) -> str:
        """`15 working days`, `1 month`."""
        return many(self.length, self.unit)


@dataclass(frozen=True)
class Pause:
    """From when to when a clock stood still; without an end it still does."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """How a clock stands at an instant: `gone` of `length` units are over (whole ones; of months, days).
    `due` is None while it is paused. `over` is how many units it is late, 0 where it is not late yet."""

    gone: int
    length: int
    due: datetime | None
    paused: datetime | None
    late: bool
    over: int

    @property
    def left(self) -> int:
        """Units left, 0 from the due one on."""
        return max(self.length - self.gone, 0)


def many(number: int, unit: Unit) -> str:
    """`1 working day`, `15 working days`."""
    return f"{number:,} {unit if number != 1 else unit.removesuffix('s')}"


def due(
    rule: Rule,
    started: datetime,
    pauses: Sequence[Pause] = (),
    closures: Collection[date] = (),
) -> datetime | None:
    """The last instant at which it is in time (UTC); None while a pause has no end. `closures` are days on
    which the place is closed; a statutory clock counts them."""
    stopped = _merged(pauses)
    if any(pause.end is None for pause in stopped):
        return None
    if rule.unit == Unit.HOURS:
        return _after(started.astimezone(UTC), rule.length * _HOUR, stopped)
    if rule.unit == Unit.WORKING_HOURS:
        left = rule.length * _HOUR
        for opened, closed in _open(rule, started, None, stopped, closures):
            if closed - opened >= left:
                return opened + left
            left -= closed - opened
    days = _counting(rule, started, stopped, closures)
    return _end(next(islice(days, _length(rule, started) - 1, None)))


def gone(
    rule: Rule,
    started: datetime,
    now: datetime,
    pauses: Sequence[Pause] = (),
    closures: Collection[date] = (),
) -> int:
    """How many whole units are over at an instant: of days, today is one of them; of months, the days."""
    stopped, now = _merged(pauses), max(now, started)
    if rule.unit == Unit.HOURS:
        span = _intervals(started.astimezone(UTC), now.astimezone(UTC), stopped)
        return sum((end - start for start, end in span), timedelta()) // _HOUR
    if rule.unit == Unit.WORKING_HOURS:
        windows = _open(rule, started, now, stopped, closures)
        return sum((end - start for start, end in windows), timedelta()) // _HOUR
    last, counted = today(now), 0
    for day in _counting(rule, started, stopped, closures, last):
        counted += day <= last
    return counted


def standing(
    rule: Rule,
    started: datetime,
    now: datetime,
    pauses: Sequence[Pause] = (),
    closures: Collection[date] = (),
) -> Standing:
    """How a clock stands at an instant."""
    ends = due(rule, started, pauses, closures)
    over = gone(rule, started, now, pauses, closures)
    length = _length(rule, started)
    late = ends is not None and now > ends
    return Standing(
        gone=over,
        length=length,
        due=ends,
        paused=next((pause.start for pause in pauses if pause.end is None), None),
        late=late,
        over=max(over - length, 0) if late else 0,
    )


def in_force(rules: Collection[Rule], key: str, day: date) -> Rule | None:
    """Of the editions of a rule the one that an event on a day falls under, or None."""
    mine = [rule for rule in rules if rule.key == key and (rule.since is None or rule.since <= day)]
    return max(mine, key=lambda rule: rule.since or date.min, default=None)


def _length(rule: Rule, started: datetime) -> int:
    """Units to be counted: of months, the days they are from that day on."""
    if rule.unit != Unit.MONTHS:
        return rule.length
    day = today(started)
    return (months_later(day, rule.length) - day).days


def _merged(pauses: Sequence[Pause]) -> list[Pause]:
    """Pauses in order, those that touch made one."""
    found: list[Pause] = []
    for pause in sorted(pauses, key=lambda each: each.start):
        last = found[-1] if found else None
        if last is not None and (last.end is None or pause.start <= last.end):
            if last.end is not None:
                end = None if pause.end is None else max(last.end, pause.end)
                found[-1] = Pause(last.start, end)
        else:
            found.append(pause)
    return found


def _counting(
    rule: Rule,
    started: datetime,
    stopped: Sequence[Pause],
    closures: Collection[date],
    last: date | None = None,
) -> Iterator[date]:
    """The days that count, from the first on; up to `last` where it is given."""
    off = [(today(pause.start), today(pause.end) if pause.end else date.max) for pause in stopped]
    day = today(started)
    if rule.day_zero == DayZero.EXCLUDED:
        day += _DAY
    while last is None or day <= last:
        if _counts(rule, day, closures) and not any(start <= day < end for start, end in off):
            yield day
        day += _DAY


def _counts(rule: Rule, day: date, closures: Collection[date]) -> bool:
    if rule.unit in (Unit.CALENDAR_DAYS, Unit.MONTHS):
        return True
    return is_working_day(day) and (rule.statutory or day not in closures)


def _open(
    rule: Rule,
    started: datetime,
    until: datetime | None,
    stopped: Sequence[Pause],
    closures: Collection[date],
) -> Iterator[tuple[datetime, datetime]]:
    """When the office is open and the clock runs, in order (UTC)."""
    day, last = today(started), today(until) if until else None
    while last is None or day <= last:
        if _counts(rule, day, closures):
            opens, closes = (
                datetime.combine(day, time(hour), ENGLAND).astimezone(UTC)
                for hour in (rule.opens, rule.closes)
            )
            first, end = max(opens, started), min(closes, until) if until else closes
            if first < end:
                yield from _intervals(first.astimezone(UTC), end.astimezone(UTC), stopped)
        day += _DAY


def _intervals(
    start: datetime, end: datetime, stopped: Sequence[Pause]
) -> Iterator[tuple[datetime, datetime]]:
    """What is left between two instants without the pauses."""
    for pause in stopped:
        if pause.start > start and start < end:
            yield start, min(pause.start.astimezone(UTC), end)
        if pause.end is None:
            return
        start = max(start, pause.end.astimezone(UTC))
    if start < end:
        yield start, end


def _after(start: datetime, left: timedelta, stopped: Sequence[Pause]) -> datetime:
    """The instant at which so much time has run, without the pauses (which all have ended)."""
    for pause in stopped:
        ahead = pause.start - start
        if pause.end is None or ahead >= left:
            break
        left -= max(ahead, timedelta())
        start = max(start, pause.end.astimezone(UTC))
    return start + left


def _end(day: date) -> datetime:
    """The last instant of a day in England."""
    return datetime.combine(day, time.max, ENGLAND).astimezone(UTC)
