"""Clocks of records and their pauses; rules as a partnership sets them; days on which it is closed."""

from django.db import models
from django.db.models import F, Q

from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import Dated
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.clocks import DayZero, Pause, Rule, Unit
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

UNITS = [(unit.value, unit.value.capitalize()) for unit in Unit]
DAYS_ZERO = [(each.value, f"The day of the event is {each.value}") for each in DayZero]
RULE = (
    "key", "title", "begins", "length", "edition", "source", "checked", "statutory", "pauses", "since",
    "example", "opens", "closes",
)  # fmt: skip


class Clock(models.Model):
    """A clock of a record, under the rule that held when it began: later editions change nothing of it.

    `due` is the last instant at which it is in time, written down when it begins and after each pause, so
    that what is due and late is asked of the database; it is empty while the clock is paused.
    """

    class Outcome(models.TextChoices):
        MET = "met", "Met"
        STOPPED = "stopped", "Stopped"
        RESTARTED = "restarted", "Begun again"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="clocks")
    key = models.CharField("rule", max_length=60)
    title = models.CharField(max_length=120)
    begins = models.CharField("what starts it", max_length=200)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, choices=UNITS)
    day_zero = models.CharField("day of the event", max_length=10, choices=DAYS_ZERO)
    edition = models.CharField("edition of the guidance", max_length=120)
    source = models.CharField(max_length=300)
    checked = models.BooleanField("checked against its source", default=False)
    statutory = models.BooleanField(default=False)
    pauses = models.BooleanField("may be paused", default=False)
    since = models.DateField("edition applied from", null=True, blank=True)
    example = models.BooleanField(default=False)
    opens = models.PositiveSmallIntegerField(default=9)
    closes = models.PositiveSmallIntegerField(default=17)
    started = models.DateTimeField()
    started_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    due = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reason = models.CharField("why it ended", max_length=500, blank=True)
    again_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="again"
    )

    ACCESS = Paths(partnership="record__partnership_id")
    PERSONAL = {"reason": Personal("as the record it hangs on", Anonymise.BLANK)}
    NOT_PERSONAL = (
        "key", "title", "begins", "unit", "day_zero", "edition", "source", "outcome",
    )  # fmt: skip

    class Meta:
        ordering = ["started", "pk"]
        indexes = [
            models.Index(fields=["due"], condition=Q(ended=None), name="foundation_clock_due")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "key"],
                condition=Q(ended=None),
                name="foundation_clock_runs_once",
            ),
            models.CheckConstraint(
                condition=Q(ended=None, outcome="") | (Q(ended__isnull=False) & ~Q(outcome="")),
                name="foundation_clock_ends_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} of {self.record_id}"

    @property
    def rule(self) -> Rule:
        """The rule it began under."""
        return Rule(
            unit=Unit(self.unit),
            day_zero=DayZero(self.day_zero),
            **{name: getattr(self, name) for name in RULE},
        )


class ClockPause(models.Model):
    """A clock stood still, for a reason; without an end it still does."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="stops")
    start = models.DateTimeField("from")
    end = models.DateTimeField("to", null=True, blank=True)
    reason = models.CharField(max_length=500)
    put_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    ACCESS = Paths(partnership="clock__record__partnership_id")
    PERSONAL = {"reason": Personal("as the record it hangs on", Anonymise.BLANK)}

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(end=None), name="foundation_clock_pauses_once"
            ),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="foundation_pause_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"pause of clock {self.clock_id}"

    @property
    def pause(self) -> Pause:
        """It as the kernel counts."""
        return Pause(self.start, self.end)


class ClockSetting(Dated):
    """How a partnership sets a rule for events of these days: on or off, and its own length. `source` says
    which local procedure that is from, `checked` whether it was compared with it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="clock_settings")
    key = models.CharField("rule", max_length=60)
    runs = models.BooleanField("is used")
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, choices=UNITS)
    source = models.CharField(max_length=300, blank=True)
    checked = models.BooleanField("checked against its source", default=False)
    set_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    ACCESS = Paths(partnership="partnership_id")
    NOT_PERSONAL = ("key", "unit", "source")

    class Meta(Dated.Meta):
        ordering = ["key", "start"]

    def __str__(self) -> str:
        return f"{self.key} of {self.partnership_id} from {self.start}"


class ClosureDay(models.Model):
    """A day on which a partnership's offices are closed beside bank holidays. No statutory clock stands
    still on it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="closure_days")
    day = models.DateField()
    why = models.CharField(max_length=120)

    ACCESS = Paths(partnership="partnership_id")
    NOT_PERSONAL = ("why",)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "day"], name="foundation_closure_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} closed on {self.day}"
