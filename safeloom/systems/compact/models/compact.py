"""Versions of the compact, whom each asks, and who signed it."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Group
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


def everybody(key: UUID) -> Q:
    """Whoever holds the permission over anything in the partnership."""
    return Q()


class CompactVersion(models.Model):
    """What the members of a partnership agree to, in force from a day until the next version is. Its
    words are `text` (Markdown), a file of its record, or both. Once somebody signed it, it stays as it
    is."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="compact")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="compacts")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    in_force_from = models.DateField()
    published = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    ACCESS = Paths(partnership="partnership_id", agency=everybody, group=everybody)
    NOT_PERSONAL = ("text",)

    class Meta:
        ordering = ["-in_force_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="compact_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["partnership", "in_force_from"], name="compact_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record.title}, version {self.number}"

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title


class CompactGroup(models.Model):
    """A version asks whoever holds a seat in this group."""

    version = models.ForeignKey(CompactVersion, models.CASCADE, related_name="asks")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "group"], name="compact_group_asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.group}"


class CompactSignature(models.Model):
    """A member signed a version: under the `name` they typed, at an instant, the content with that
    hash. The database refuses to remove or alter it, but for taking the name out."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    version = models.ForeignKey(CompactVersion, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="compact_signatures")
    name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    content = models.CharField(max_length=64)

    PERSONAL = {"name": Personal("6 years after the last post or seat ended", Anonymise.BLANK)}
    MAY_BE_EMPTIED = ("name",)
    NOT_PERSONAL = ("content",)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="compact_signed_once")
        ]

    def __str__(self) -> str:
        return f"{self.version}, signed"
