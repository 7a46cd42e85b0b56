"""Reading clocks: of a record, of many, how they stand, which are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery

from safeloom.foundation.clocks.models import Clock, ClockPause
from safeloom.foundation.clocks.rules import closures
from safeloom.kernel.clock_words import said, said_of_ended
from safeloom.kernel.clocks import Rule, Standing, standing
from safeloom.kernel.dates import today


@dataclass(frozen=True)
class Reading:
    """A clock as it stands at an instant: of one that ended, as it stood when it did."""

    clock: Clock
    rule: Rule
    standing: Standing
    stops: tuple[ClockPause, ...]

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self.clock.ended is None

    @property
    def late(self) -> bool:
        """Whether it is past its due instant, or ended after it."""
        return self.standing.late and self.clock.outcome in ("", Clock.Outcome.MET)

    @property
    def paused_for(self) -> str:
        """Why it stands still now."""
        return next((each.reason for each in self.stops if each.end is None), "")

    @property
    def due_day(self) -> date | None:
        """The day on which it is due, in England; None while it is paused."""
        return today(self.standing.due) if self.standing.due else None

    @property
    def words(self) -> str:
        """`Day 9 of 15 working days, due Thursday 3 December 2026`; how it ended."""
        if self.runs:
            return said(self.rule, self.standing)
        if self.clock.outcome == Clock.Outcome.MET:
            return said_of_ended(self.rule, self.standing, self.clock.ended)
        return self.clock.get_outcome_display()


def clock_of(pk: UUID) -> Clock | None:
    """The clock of this key, with its record; None where there is none."""
    return Clock.objects.select_related("record__partnership").filter(pk=pk).first()


def clocks_of(record_id: object, now: datetime | None = None) -> list[Reading]:
    """The clocks of a record, those that run first, then the latest. 3 queries at most."""
    rows = Clock.objects.filter(record=record_id)
    return read(rows.order_by(models.F("ended").desc(nulls_first=True), "-started", "-pk"), now)


def read(clocks: QuerySet[Clock], now: datetime | None = None) -> list[Reading]:
    """How clocks stand, in their order. 3 queries at most, of however many."""
    now = now or datetime.now(UTC)
    rows = list(clocks.select_related("record", "started_by__principal", "ended_by__principal")
                .prefetch_related("stops__put_by__principal", "stops__ended_by__principal"))  # fmt: skip
    if not rows:
        return []
    own = [row.record.partnership_id for row in rows if not row.statutory]
    closed = closures(own) if own else {}
    found = []
    for row in rows:
        stops = tuple(row.stops.all())
        rule = row.rule
        stands = standing(
            rule,
            row.started,
            row.ended or now,
            [each.pause for each in stops],
            closed.get(row.record.partnership_id, ()),
        )
        found.append(Reading(row, rule, stands, stops))
    return found


def running_on(records: QuerySet | Iterable[object]) -> QuerySet[Clock]:
    """The clocks that run on records (rows or ids of `Record`, or of what extends it), earliest due
    first, paused ones last."""
    return Clock.objects.filter(record__in=records, ended=None).order_by(
        models.F("due").asc(nulls_last=True), "pk"
    )


def with_due(rows: QuerySet, record: str = "record") -> QuerySet:
    """Rows with `clock_due`: the earliest instant at which one of their running clocks is due, for lists to
    sort and filter by; None where none runs, or all are paused."""
    mine = Clock.objects.filter(record=OuterRef(record), ended=None, due__isnull=False)
    return rows.annotate(clock_due=Subquery(mine.order_by("due").values("due")[:1]))


def late(clocks: QuerySet[Clock], now: datetime | None = None) -> QuerySet[Clock]:
    """Those of the running ones that are past their due instant."""
    return clocks.filter(ended=None, due__lt=now or datetime.now(UTC))


def due_by(clocks: QuerySet[Clock], until: date) -> QuerySet[Clock]:
    """Those of the running ones that are due on a day or before, late ones included."""
    return clocks.filter(ended=None, due__date__lte=until)
