"""What somebody new to a group reads, and who read it."""

from django.db import models

from safeloom.domain.partnership.models import Group
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class InductionItem(models.Model):
    """A part of a group's induction pack: a text (Markdown), a link, a file of its record, or several
    of these. A new `version` asks everybody to read it again; a `withdrawn` one nobody."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="induction_item"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="induction_items")
    group = models.ForeignKey(Group, models.PROTECT, related_name="induction_items")
    text = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    order = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    withdrawn = models.DateField(null=True, blank=True)

    ACCESS = Paths(partnership="partnership_id", group="group_id")
    NOT_PERSONAL = ("text", "link")

    class Meta:
        ordering = ["group", "order", "record"]

    def __str__(self) -> str:
        return self.record.title

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title


class InductionReceipt(models.Model):
    """A member said that they read a version of an item. The database refuses to remove or alter it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    item = models.ForeignKey(InductionItem, models.PROTECT, related_name="receipts")
    version = models.PositiveIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="induction_receipts")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "version", "person"], name="compact_item_read_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}, version {self.version}, read"
