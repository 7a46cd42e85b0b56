"""What an agency presents of a changed policy, and how far it assures the board."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.meetings.models import Meeting
from safeloom.domain.partnership.models import Agency
from safeloom.domain.partnership.queries.succession import of_agency_or_before
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

KEPT = "as long as the presentation is kept"


def of_agency(agency: UUID) -> Q:
    """What an agency presents, and what those did that went over into it alone."""
    return of_agency_or_before(agency, "agency_id")


class PolicyImpact(models.Model):
    """An agency's turn to present, `due` on a day. Until it says which, `policy` is empty. `because` is the
    recommendation, review or audit it followed from, where that stands here. `presented` is the day on which
    it was before a meeting, `meeting` which, where it is recorded; `follow_up` when the board looks again."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="policy_impact"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="policy_impacts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="policy_impacts")
    due = models.DateField()
    policy = models.CharField("policy changed", max_length=200, blank=True)
    changed = models.DateField("in force from", null=True, blank=True)
    why = models.TextField(blank=True)
    because = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="led_to_policies"
    )
    done = models.TextField("what was done", blank=True)
    difference = models.TextField("difference for children", blank=True)
    presented = models.DateField(null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="policy_impacts"
    )
    follow_up = models.DateField(null=True, blank=True)

    ACCESS = Paths(partnership="partnership_id", agency=of_agency, sealed=("record",))
    PERSONAL = {
        "why": Personal(KEPT, Anonymise.BLANK),
        "done": Personal(KEPT, Anonymise.BLANK),
        "difference": Personal(KEPT, Anonymise.BLANK),
    }
    NOT_PERSONAL = ("policy",)

    class Meta:
        ordering = ["due", "record"]

    def __str__(self) -> str:
        return self.record.title

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title


class ImpactEvidence(models.Model):
    """What shows it: `source` is the measure, audit or survey, where it stands here. Taken out by the
    instant `removed`; the row stays."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    impact = models.ForeignKey(PolicyImpact, models.CASCADE, related_name="evidence")
    what = models.CharField(max_length=200)
    shows = models.TextField("what it shows")
    source = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="policy_evidence"
    )
    removed = models.DateTimeField(null=True, blank=True)

    PERSONAL = {"shows": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("what",)
    OWNED_BY = "impact"

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.what


class ImpactAssurance(models.Model):
    """How far a presentation assures the board. The last holds."""

    class Level(models.TextChoices):
        FULL = "full", "Assured"
        PART = "part", "Assured in part"
        NONE = "none", "Not assured"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    impact = models.ForeignKey(PolicyImpact, models.CASCADE, related_name="assurances")
    level = models.CharField(max_length=5, choices=Level.choices)
    words = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("level",)
    OWNED_BY = "impact"

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.impact_id}: {self.level}"
