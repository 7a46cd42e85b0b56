"""Beginning, pausing and ending clocks; how a partnership sets its rules."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.clocks.models import RULE, Clock, ClockPause, ClockSetting, ClosureDay
from safeloom.foundation.clocks.rules import closures, shipped
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import ENGLAND, today
from safeloom.kernel.clocks import MOST, Rule, Unit, due

Outcome = Clock.Outcome


@transaction.atomic
def start_clock(
    *, by: Person | None, record: Record, rule: Rule, at: datetime | date | None = None
) -> Clock:
    """Let a clock run on a record from an event: an instant, or for a rule of days a day; without one, now.
    Raises ValidationError where the same clock runs there already, or the event is yet to come."""
    in_turn(record)
    if record.clocks.filter(key=rule.key, ended=None).exists():
        raise ValidationError(f"“{rule.title}” is running already.")
    started = _instant(at)
    if started > datetime.now(UTC):
        raise ValidationError("The event that starts a clock cannot lie in the future.")
    clock = _make(by, record, rule, started)
    _audit(by, clock, "clock.start", started=started, due=clock.due, length=rule.long)
    return clock


@transaction.atomic
def meet_clock(*, by: Person | None, clock: Clock, at: datetime | None = None) -> Clock:
    """What it was about is done, at an instant: in time or late. Raises ValidationError where it has
    ended, or before it began."""
    _running(clock)
    _end(by, clock, Outcome.MET, _instant(at), "")
    _audit(by, clock, "clock.meet", ended=clock.ended)
    return clock


@transaction.atomic
def stop_clock(*, by: Person | None, clock: Clock, reason: str) -> Clock:
    """It no longer matters, for a reason. Raises ValidationError at `reason`, or where it has ended."""
    _running(clock)
    _end(by, clock, Outcome.STOPPED, datetime.now(UTC), _reason(reason))
    _audit(by, clock, "clock.stop", ended=clock.ended)
    return clock


@transaction.atomic
def restart_clock(*, by: Person | None, clock: Clock, at: datetime | date, reason: str) -> Clock:
    """End it and begin it again from another event, under the rule it began under. Returns the new one.
    Raises ValidationError at `reason` or `at`, or where it has ended."""
    _running(clock)
    started = _instant(at)
    if started > datetime.now(UTC):
        raise ValidationError({"at": "The event that starts a clock cannot lie in the future."})
    _end(by, clock, Outcome.RESTARTED, datetime.now(UTC), _reason(reason))
    new = _make(by, clock.record, clock.rule, started, again_of=clock)
    _audit(by, new, "clock.restart", started=started, due=new.due)
    return new


@transaction.atomic
def pause_clock(
    *, by: Person | None, clock: Clock, reason: str, at: datetime | None = None
) -> ClockPause:
    """Let it stand still, from now or an earlier instant. Raises ValidationError at `reason` or `at`, where
    its rule knows no pauses, or where it stands still or has ended."""
    _running(clock)
    if not clock.pauses:
        raise ValidationError("This clock cannot be paused: its rule knows no pauses.")
    start = _instant(at)
    if clock.stops.filter(end=None).exists():
        raise ValidationError("It is paused already.")
    earliest = clock.stops.aggregate(last=Max("end"))["last"] or clock.started
    _between(start, earliest, "It began, or was last paused, after that. Choose a later day.")
    pause = ClockPause.objects.create(clock=clock, start=start, reason=_reason(reason), put_by=by)
    clock.due = None
    clock.save(update_fields=["due"])
    _audit(by, clock, "clock.pause", start=start)
    return pause


@transaction.atomic
def resume_clock(*, by: Person | None, clock: Clock, at: datetime | None = None) -> Clock:
    """Let it run on, from now or an earlier instant. Raises ValidationError at `at`, or where it is not
    paused or has ended."""
    _running(clock)
    pause = clock.stops.filter(end=None).first()
    if pause is None:
        raise ValidationError("It is not paused.")
    pause.end, pause.ended_by = _instant(at), by
    _between(pause.end, pause.start, "It was paused after that. Choose a later day.")
    pause.save(update_fields=["end", "ended_by"])
    _write_due(clock)
    _audit(by, clock, "clock.resume", end=pause.end, due=clock.due)
    return clock


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How a rule is set from a day on; `source` where it is from, if it is other than what is shipped."""

    runs: bool
    length: int
    unit: Unit
    since: date
    source: str = ""
    checked: bool = False


@transaction.atomic
def set_rule(*, by: Person | None, partnership: Partnership, key: str, to: Setting) -> ClockSetting:
    """Set a rule for events from a day on; clocks that run keep theirs. What was set for later days is
    replaced. Raises ValidationError at `since`, `length` or `unit`, and for a statutory rule, which no
    partnership changes."""
    in_turn(partnership)
    editions = [rule for rules in shipped().values() for rule in rules if rule.key == key]
    if not editions:
        raise ValidationError("There is no such clock.")
    latest = max(editions, key=lambda rule: rule.since or date.min)
    if latest.statutory:
        raise ValidationError("The law sets this clock. It cannot be set otherwise here.")
    if to.since < today():
        raise ValidationError({"since": "Choose today or a later day: what began keeps its rule."})
    if not 1 <= to.length <= MOST[to.unit]:
        raise ValidationError({"length": f"Enter 1 to {MOST[to.unit]:,} {to.unit}."})
    mine = ClockSetting.objects.filter(partnership=partnership, key=key)
    mine.filter(start__gte=to.since).delete()
    mine.filter(Q(end=None) | Q(end__gte=to.since)).update(end=to.since - timedelta(days=1))
    said = {name: getattr(to, name) for name in ("runs", "length", "checked")}
    said |= {"unit": to.unit.value, "source": to.source.strip()}
    row = ClockSetting.objects.create(
        partnership=partnership, key=key, start=to.since, set_by=by, **said
    )
    audit.write(
        by=by,
        verb="clock.set",
        subject=key,
        partnership=partnership,
        after=said | {"since": to.since},
    )
    return row


@transaction.atomic
def close_on(*, by: Person | None, partnership: Partnership, day: date, why: str) -> ClosureDay:
    """Say that the partnership is closed on a day. Clocks that run and are not statutory move with it.
    Raises ValidationError at `day` or `why`."""
    in_turn(partnership)
    if not why.strip():
        raise ValidationError({"why": "Say why, such as: offices close between the holidays."})
    row, new = ClosureDay.objects.get_or_create(
        partnership=partnership, day=day, defaults={"why": why.strip()}
    )
    if not new:
        raise ValidationError({"day": "This day is a closure day already."})
    moved = _work_out_again(partnership)
    _closing(by, partnership, "clock.close", day, moved)
    return row


@transaction.atomic
def open_on(*, by: Person | None, closure: ClosureDay) -> None:
    """Take a closure day back; clocks that run move with it."""
    in_turn(closure.partnership)
    partnership, day = closure.partnership, closure.day
    closure.delete()
    _closing(by, partnership, "clock.open", day, _work_out_again(partnership))


@transaction.atomic
def work_out_again(*, by: Person | None, partnership: Partnership) -> int:
    """Work out anew when running clocks are due, once a bank holiday was proclaimed; how many moved."""
    moved = _work_out_again(partnership)
    audit.write(
        by=by, verb="clock.again", subject="clocks", partnership=partnership, after={"moved": moved}
    )
    return moved


def _work_out_again(partnership: Partnership) -> int:
    rows = Clock.objects.filter(record__partnership=partnership, ended=None, due__isnull=False)
    moved = 0
    for clock in rows.select_for_update(of=("self",)).select_related("record").order_by("pk"):
        before = clock.due
        _write_due(clock)
        moved += clock.due != before
    return moved


def _make(
    by: Person | None, record: Record, rule: Rule, started: datetime, again_of: Clock | None = None
) -> Clock:
    clock = Clock(
        record=record,
        unit=rule.unit.value,
        day_zero=rule.day_zero.value,
        started=started,
        started_by=by,
        again_of=again_of,
        **{name: getattr(rule, name) for name in RULE},
    )
    clock.due = due(rule, started, (), _closures(clock))
    clock.save()
    return clock


def _write_due(clock: Clock) -> None:
    pauses = [each.pause for each in clock.stops.all()]
    clock.due = due(clock.rule, clock.started, pauses, _closures(clock))
    clock.save(update_fields=["due"])


def _closures(clock: Clock) -> frozenset[date]:
    key = clock.record.partnership_id
    return frozenset() if clock.statutory else closures([key])[key]


def _end(by: Person | None, clock: Clock, outcome: Outcome, at: datetime, reason: str) -> None:
    _between(at, clock.started, "It began after that. Choose a later day.")
    pause = clock.stops.filter(end=None).first()
    if pause is not None:
        pause.end, pause.ended_by = max(at, pause.start), by
        pause.save(update_fields=["end", "ended_by"])
        _write_due(clock)
    clock.ended, clock.ended_by, clock.outcome, clock.reason = at, by, outcome, reason
    clock.save(update_fields=["ended", "ended_by", "outcome", "reason"])


def _running(clock: Clock) -> None:
    """Let others wait who would change it, and see it as it is."""
    in_turn(clock)
    clock.refresh_from_db()
    if clock.ended is not None:
        raise ValidationError("It has ended. Look at it again.")


def _between(at: datetime, earliest: datetime, said: str) -> None:
    if at < earliest:
        raise ValidationError({"at": said})
    if at > datetime.now(UTC):
        raise ValidationError({"at": "Choose today or an earlier day."})


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": "Say why."})
    return reason.strip()


def _instant(at: datetime | date | None) -> datetime:
    if at is None:
        return datetime.now(UTC)
    if isinstance(at, datetime):
        return at.astimezone(UTC)
    return datetime.combine(at, time(), ENGLAND).astimezone(UTC)


def _audit(by: Person | None, clock: Clock, verb: str, **after: Any) -> None:
    audit.write(
        by=by,
        verb=verb,
        subject=f"{clock.record.reference} {clock.key}",
        record=clock.record,
        after=after,
    )


def _closing(by: Person | None, partnership: Partnership, verb: str, day: date, moved: int) -> None:
    audit.write(
        by=by,
        verb=verb,
        subject=str(day),
        partnership=partnership,
        after={"day": day, "clocks moved": moved},
    )
