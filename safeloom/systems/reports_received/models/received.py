"""A report that came, where it was presented, and what it assured of."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.meetings.models import Meeting
from safeloom.domain.partnership.models import Group
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

from .expected import ExpectedReport, from_agency


def of_agency(agency: UUID) -> Q:
    """What an agency sent."""
    rows = ExpectedReport.objects.filter(from_agency(agency))
    return Q(report__in=rows.values("pk"))


class ReceivedReport(models.Model):
    """The report that was due on a day. It is a file of its record. `presented` is the day on which it was
    before a group, at `meeting` where that is recorded here."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="received_report"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="received_reports")
    report = models.ForeignKey(ExpectedReport, models.PROTECT, related_name="received")
    due = models.DateField()
    received = models.DateField()
    covers = models.CharField("what time it covers", max_length=100, blank=True)
    presented = models.DateField(null=True, blank=True)
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="reports_presented"
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="reports_presented"
    )

    ACCESS = Paths(
        partnership="partnership_id",
        agency=of_agency,
        group="report__group_id",
        sealed=("record", "report__record"),
    )
    NOT_PERSONAL = ("covers",)

    class Meta:
        ordering = ["-due"]
        constraints = [
            models.UniqueConstraint(fields=["report", "due"], name="reports_received_once")
        ]

    def __str__(self) -> str:
        return self.record.title


class AssuranceGiven(models.Model):
    """How far a report assures the partnership, as somebody said for it: a level (a key of the content) and
    words. The last holds."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    received = models.ForeignKey(ReceivedReport, models.CASCADE, related_name="assurances")
    level = models.CharField(max_length=20)
    words = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    PERSONAL = {"words": Personal("as long as the report is kept", Anonymise.BLANK)}
    NOT_PERSONAL = ("level",)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.received_id}: {self.level}"
