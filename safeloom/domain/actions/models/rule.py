"""When a partnership calls an action at risk."""

from django.core.validators import MaxValueValidator
from django.db import models

from safeloom.domain.actions.definitions import QUIET_DAYS, SOON_DAYS
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.kernel.keys import new_key


class TrackerRule(models.Model):
    """From a day on a partnership calls an action at risk that nobody has called so: due within `soon`
    days, without an update in the last `quiet`. Of a day the last that began by then holds; without a
    `start`, of all days before the first."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="tracker_rules")
    start = models.DateField("from", null=True, blank=True)
    soon = models.PositiveSmallIntegerField(
        "days before it is due", default=SOON_DAYS, validators=[MaxValueValidator(366)]
    )
    quiet = models.PositiveSmallIntegerField(
        "days without an update", default=QUIET_DAYS, validators=[MaxValueValidator(366)]
    )
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    ACCESS = Paths(partnership="partnership_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "start"], name="actions_rule_once_a_day")
        ]

    def __str__(self) -> str:
        return f"due within {self.soon} days and not heard of in {self.quiet}"
