"""Which reports are expected, from whom and how often."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Agency, Followed, Group
from safeloom.domain.partnership.models.row import Row
from safeloom.domain.partnership.queries.succession import of_agency_or_before
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.kernel.keys import new_key
from safeloom.systems.reports_received.cycle import Every


def from_agency(agency: UUID) -> Q:
    """The reports that are expected of an agency today, or of one that went over into it alone."""
    rows = ExpectedFrom.objects.filter(holding(today())).filter(
        of_agency_or_before(agency, "agency_id")
    )
    return Q(pk__in=rows.values("report_id"))


class ExpectedReport(models.Model):
    """A report the partnership expects: first on a day, and then every so often until it is no longer
    expected (`ended`, its last day). It comes from an agency (`ExpectedFrom`), or from elsewhere
    (`from_words`), and goes to a group."""

    EVERY = [(one.value, one.words) for one in Every]

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="expected_report"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="expected_reports")
    kind = models.CharField(max_length=30)
    from_words = models.CharField("from whom, in words", max_length=200, blank=True)
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="reports_expected"
    )
    every = models.CharField(max_length=10, choices=EVERY)
    first_due = models.DateField("first due")
    ended = models.DateField("no longer expected after", null=True, blank=True)
    asks = models.TextField("what it is to say", blank=True)

    ACCESS = Paths(partnership="partnership_id", agency=from_agency, group="group_id")
    NOT_PERSONAL = ("kind", "from_words", "every", "asks")

    class Meta:
        ordering = ["record"]

    def __str__(self) -> str:
        return self.record.title

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title


class ExpectedFrom(Row):
    """A report is expected of an agency from a day to a day."""

    report = models.ForeignKey(ExpectedReport, models.CASCADE, related_name="sources")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    OWNED_BY = "report"

    def __str__(self) -> str:
        return f"{self.report_id} from {self.agency_id}"


class NotNeeded(models.Model):
    """The report that was due on a day was not needed, and why."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    report = models.ForeignKey(ExpectedReport, models.CASCADE, related_name="not_needed")
    due = models.DateField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    NOT_PERSONAL = ("reason",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "due"], name="reports_received_not_needed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} due {self.due}"


class FollowedExpectedFrom(Followed):
    """Of whom a report is expected."""

    KEPT = ("report_id",)
    ended = models.ForeignKey(ExpectedFrom, models.CASCADE, null=True, related_name="+")
    begun = models.ForeignKey(ExpectedFrom, models.SET_NULL, null=True, related_name="+")
