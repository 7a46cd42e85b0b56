"""The thin row that every root model extends one-to-one."""

from django.db import models
from django.db.models import Q

from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

# What a sealed record is called in its row, whatever it is about: its own model holds its title.
SEALED_TITLE = "Sealed record"


class Record(models.Model):
    """A thing with a page of its own. Links, clocks, files, notes, grants and audit point here.

    `revision` counts changes: a form posts the one it was opened with, so that a stale edit is
    noticed.

    The row of a sealed record holds no title, and its reference no place in a row of numbers: whoever
    comes upon it learns nothing.
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
        indexes = [
            models.Index(
                fields=["partnership", "sensitivity", "kind"], name="foundation_record_by_kind"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "reference"], name="foundation_record_reference_once"
            ),
            models.CheckConstraint(
                condition=~Q(sensitivity="sealed") | Q(title=SEALED_TITLE),
                name="foundation_record_sealed_has_no_title",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def names_somebody(self) -> bool:
        """Whether the title may be a person's: never, as a record is called after a thing, and a sealed
        one not at all."""
        return False

    @property
    def is_sealed(self) -> bool:
        """Whether it is seen by those alone who are entitled to it."""
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
