"""Steps of records."""

from django.db import models

from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


class Move(models.Model):
    """A record went a step, from a state to another. Where it stands is what its last one led to; steps
    are numbered for each record, so that two at once are noticed."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="moves")
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=40)
    of = models.CharField("from", max_length=40)
    to = models.CharField(max_length=40)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True, max_length=2000)

    ACCESS = Paths(partnership="record__partnership_id")
    PERSONAL = {"reason": Personal("as the record it hangs on", Anonymise.BLANK)}
    NOT_PERSONAL = ("step", "of", "to")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="foundation_move_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.of} → {self.to}"
