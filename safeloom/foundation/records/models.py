"""The thin row that every root model extends one-to-one."""

from django.db import models

from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


class Record(models.Model):
    """A thing with a page of its own. Links, clocks, files, notes, grants and audit point here.

    `revision` counts changes: a form posts the one it was opened with, so that a stale edit is
    noticed.
    """

    class Sensitivity(models.TextChoices):
        ORDINARY = "ordinary", "Ordinary"
        SEALED = "sealed", "Sealed"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="records")
    kind = models.CharField(max_length=30)
    reference = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    sensitivity = models.CharField(
        max_length=10, choices=Sensitivity.choices, default=Sensitivity.ORDINARY
    )
    created = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveIntegerField(default=1)

    PERSONAL = {"title": Personal("as the record it names", Anonymise.NEUTRAL)}
    NOT_PERSONAL = ("kind", "reference", "sensitivity")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "reference"], name="foundation_record_reference_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def names_somebody(self) -> bool:
        """Whether the title may be a person's: an ordinary record is called after a thing."""
        return self.sensitivity == self.Sensitivity.SEALED


class ReferenceCounter(models.Model):
    """The last number given in a partnership to a kind of record."""

    partnership = models.ForeignKey(Partnership, models.CASCADE)
    prefix = models.CharField(max_length=6)
    last = models.PositiveIntegerField(default=0)

    NOT_PERSONAL = ("prefix",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "prefix"], name="foundation_counter_prefix_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.last}"
