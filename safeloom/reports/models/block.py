"""The live blocks of a section."""

from django.db import models
from django.db.models import F, Q

from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.reports.models.section import ReportSection


class SectionBlock(models.Model):
    """A live block: which kind, what it is about, and its days where they are not the report's."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    section = models.ForeignKey(ReportSection, models.CASCADE, related_name="blocks")
    block = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    about = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    opening = models.DateField("opening day", null=True, blank=True)
    closing = models.DateField("closing day", null=True, blank=True)

    NOT_PERSONAL = ("block",)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opening__isnull=True)
                | Q(closing__isnull=True)
                | Q(closing__gte=F("opening")),
                name="reports_block_closes_after_opening",
            )
        ]

    def __str__(self) -> str:
        return self.block
