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

    @property
    def about(self) -> list[Record]:
        """What it is about, in order: one record, several, or none where it is about everything."""
        return [subject.record for subject in self.subjects.all()]


class BlockSubject(models.Model):
    """One of the records a live block is about."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    block = models.ForeignKey(SectionBlock, models.CASCADE, related_name="subjects")
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["block", "record"], name="reports_subject_once")
        ]

    def __str__(self) -> str:
        return str(self.record)
