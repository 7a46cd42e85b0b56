"""The stages of a partnership, as they hold from a day on."""

from django.db import models

from safeloom.foundation.access.definitions import ROLES
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.clocks.models import UNITS
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.kernel.clocks import Rule, Unit
from safeloom.kernel.dates import show_date
from safeloom.kernel.keys import new_key


class EscalationPolicy(models.Model):
    """The stages in force from a day until the next are; with `runs` off nothing new is raised. What was
    raised keeps the stages it began under. Where a child may be at immediate risk, it goes at once to
    the stage `bypass_to`. `checked` says whether it was compared with `source`."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="escalation_policies")
    since = models.DateField("in force from")
    runs = models.BooleanField("is used", default=True)
    bypass_to = models.PositiveSmallIntegerField("stage for immediate risk")
    source = models.CharField(max_length=300)
    checked = models.BooleanField("checked against its source", default=False)
    set_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    ACCESS = Paths(partnership="partnership_id")
    NOT_PERSONAL = ("source",)

    class Meta:
        ordering = ["-since"]
        verbose_name_plural = "escalation policies"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "since"], name="challenge_policy_from_a_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"Stages of {self.partnership} from {show_date(self.since)}"


class Stage(models.Model):
    """A stage: who talks to whom, and how long it may take. A `formal` one is settled by who may decide."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    policy = models.ForeignKey(EscalationPolicy, models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    between = models.CharField("who talks to whom", max_length=300, blank=True)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, choices=UNITS)
    formal = models.BooleanField(default=False)

    NOT_PERSONAL = ("title", "between", "unit")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="challenge_stage_once")
        ]

    def __str__(self) -> str:
        return f"Stage {self.number}: {self.title}"

    @property
    def rule(self) -> Rule:
        """The clock of the stage."""
        policy = self.policy
        return Rule(
            key=f"challenge-stage-{self.number}",
            title=f"Stage {self.number}: settle or move up",
            begins=f"Stage {self.number} begins",
            length=self.length,
            unit=Unit(self.unit),
            edition=f"Stages in force from {show_date(policy.since)}",
            source=policy.source,
            checked=policy.checked,
            pauses=True,
        )


class StageTold(models.Model):
    """Who holds this role is told by mail when something comes to the stage; of agency leads those of the
    agencies it is between."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="told")
    role = models.CharField(max_length=40, choices=[(role.key, role.title) for role in ROLES])

    NOT_PERSONAL = ("role",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "role"], name="challenge_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.stage}: {self.get_role_display()}"
