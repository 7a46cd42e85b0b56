"""An inspection or review, from being expected to what followed from it."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from safeloom.domain.partnership.models import Agency
from safeloom.domain.partnership.queries.succession import of_agency_or_before
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

KEPT = "as long as the inspection is kept"


def of_agency(agency: UUID) -> Q:
    """The inspections of an agency, and of those that went over into it alone, and of the partnership."""
    return of_agency_or_before(agency, "agency_id") | Q(agency__isnull=True)


class Inspection(models.Model):
    """An inspection, mock inspection or peer review of an agency, or of the partnership where none is named.

    `begins` and `ends` are its days; where they are not `certain` they are when it is expected, and
    `expected` says so in words. `reported` is the day on which its report was published or given.
    """

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="inspection"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="inspections")
    kind = models.CharField(max_length=20)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="inspections"
    )
    inspected_by = models.CharField("inspected by", max_length=200, blank=True)
    begins = models.DateField("first day", null=True, blank=True)
    ends = models.DateField("last day", null=True, blank=True)
    certain = models.BooleanField("the days are known", default=False)
    expected = models.CharField("expected, in words", max_length=100, blank=True)
    reported = models.DateField("reported on", null=True, blank=True)
    link = models.URLField("report", max_length=500, blank=True)
    scope = models.TextField("what it looks at", blank=True)

    ACCESS = Paths(partnership="partnership_id", agency=of_agency)
    NOT_PERSONAL = ("kind", "inspected_by", "expected", "link", "scope")

    class Meta:
        ordering = ["begins", "record"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="inspections_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.record.title

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title


class Judgement(models.Model):
    """What was judged: a heading, such as the experience of children in care, and its grade. A later row of
    the same heading takes the place of the one before, which stays."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="judgements")
    heading = models.CharField(max_length=200)
    grade = models.CharField(max_length=100)
    withdrawn = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    NOT_PERSONAL = ("heading", "grade")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.heading}: {self.grade}"


class InspectionPosition(models.Model):
    """Where the agency or partnership stands with an inspection, as somebody said on a day: how ready, or
    how far its findings are acted on."""

    class Ready(models.TextChoices):
        GREEN = "green", "On track"
        AMBER = "amber", "At risk"
        RED = "red", "Off track"
        BLUE = "blue", "Complete"
        NONE = "none", "Not known"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="positions")
    rating = models.CharField(max_length=5, choices=Ready.choices, default=Ready.NONE)
    words = models.TextField()
    day = models.DateField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("rating",)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.inspection_id} on {self.day}"
