"""A report and its versions."""

from django.db import models
from django.db.models import F, Q

from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Principal
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class Report(models.Model):
    """A report of a kind, under a guidance edition, on a period (both days included).

    `version` is the one being written, or the last one frozen.
    """

    class State(models.TextChoices):
        WRITING = "writing", "Being written"
        FROZEN = "frozen", "Signed off and frozen"

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="report")
    definition = models.CharField(max_length=40)
    edition = models.CharField(max_length=20)
    period_start = models.DateField("first day reported on")
    period_end = models.DateField("last day reported on")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WRITING)
    version = models.PositiveIntegerField(default=1)
    published = models.DateField("published on", null=True, blank=True)

    ACCESS = Paths(partnership="record__partnership_id")
    NOT_PERSONAL = ("definition", "edition", "state")

    class Meta:
        ordering = ["-period_end", "-record_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="reports_report_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return str(self.record)

    @property
    def is_frozen(self) -> bool:
        """Whether the current version is signed off and frozen."""
        return self.state == self.State.FROZEN


class ReportVersion(models.Model):
    """A version of a report: the first, or one opened later for a reason; an old one stays."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    opened_by = models.ForeignKey(Principal, models.PROTECT, null=True, related_name="+")
    opened = models.DateTimeField(auto_now_add=True)

    NOT_PERSONAL = ("reason",)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="reports_version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.report}, version {self.number}"
