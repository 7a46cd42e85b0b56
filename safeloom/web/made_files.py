"""Files that somebody asked for."""

from django.db import models

from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class MadeFile(models.Model):
    """A file somebody asked for that takes long to make: of a record, for that person alone, for a week.
    `place` is where its bytes lie once it is `finished`; a `failed` one was begun and cannot be made."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    ending = models.CharField(max_length=4)
    asked = models.DateTimeField(auto_now_add=True)
    begun = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    finished = models.DateTimeField(null=True, blank=True)
    failed = models.BooleanField(default=False)
    place = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    expires = models.DateTimeField(db_index=True)

    ACCESS = Paths(partnership="partnership_id")
    PASSING = "a file that was asked for is made again"
    NOT_PERSONAL = ("kind", "ending", "place")

    class Meta:
        ordering = ["-asked", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.record_id}"
