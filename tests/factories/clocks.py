"""Clocks for tests."""

from datetime import UTC, datetime, timedelta

from safeloom.foundation.clocks import commands
from safeloom.foundation.clocks.models import Clock, ClosureDay
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.kernel.clocks import Rule, Unit
from tests.factories import Place, sample


def a_rule(length: int = 15, unit: Unit = Unit.WORKING_DAYS, **said) -> Rule:
    """A rule that may be paused."""
    said = {"key": "invented", "title": "Answer", "begins": "It arrives", "pauses": True} | said
    return Rule(length=length, unit=unit, edition="Invented", source="nothing", **said)


def running(record: Record, at: datetime | None = None, rule: Rule | None = None) -> Clock:
    """A clock that runs on a record."""
    return commands.start_clock(by=None, record=record, rule=rule or a_rule(), at=at)


@sample(
    *(f"portal:{name}-clock" for name in ("pause", "stop", "restart")),
    by=("agency",),
)
def _clock(place: Place) -> dict[str, object]:
    return {"pk": running(place.agency.record).pk}


@sample("portal:resume-clock", by=("agency",))
def _paused(place: Place) -> dict[str, object]:
    clock = running(place.agency.record)
    commands.pause_clock(by=None, clock=clock, reason="Invented", at=datetime.now(UTC))
    return {"pk": clock.pk}


@sample("stewardship:open-on", by=())
def _closed(place: Place) -> dict[str, object]:
    day = today() + timedelta(days=30 + ClosureDay.objects.count())
    closed = commands.close_on(by=None, partnership=place.partnership, day=day, why="Training")
    return {"pk": closed.pk}
