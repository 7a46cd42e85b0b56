"""What somebody recommends, to whom, and what was decided about it."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Agency, Followed
from safeloom.domain.partnership.models.row import Row
from safeloom.domain.partnership.queries.succession import of_agency_or_before
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

KEPT = "as long as the recommendation is kept"


def concerning(agency: UUID) -> Q:
    """The recommendations that an agency owns, that are made to it, or about which it is asked; and those
    of an agency that went over into it alone."""
    found = Q()
    for model in (RecommendationOwner, RecommendationAudience):
        rows = model.objects.filter(holding(today())).filter(
            of_agency_or_before(agency, "agency_id")
        )
        found |= Q(pk__in=rows.values("recommendation_id"))
    assurance = Recommendation._meta.get_field("assurances").related_model
    asked = assurance.objects.filter(of_agency_or_before(agency, "agency_id"))
    return found | Q(pk__in=asked.values("recommendation_id"))


class Recommendation(models.Model):
    """What somebody recommends. It comes from the record `source`, or from outside: then `origin` says
    from where. It is made to agencies (`RecommendationAudience`) and sectors, and owned by an agency
    (`RecommendationOwner`; by the business unit where there is none). `made` is the day it was made.

    Where it stands follows from its rows (`queries/recommendations.py`), and is kept nowhere.
    """

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="recommendation"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="recommendations")
    wording = models.TextField()
    source = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="recommendations_from"
    )
    origin = models.CharField("where it comes from, in words", max_length=200, blank=True)
    made = models.DateField("made on")

    ACCESS = Paths(partnership="partnership_id", agency=concerning)
    PERSONAL = {"wording": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("origin",)

    class Meta:
        indexes = [models.Index(fields=["partnership", "made"])]

    def __str__(self) -> str:
        return self.record.reference

    @property
    def reference(self) -> str:
        """Such as `RC-0012`."""
        return self.record.reference


class RecommendationOwner(Row):
    """An agency sees to it that a recommendation is acted on, from a day to a day; one at a time."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="owners")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    OWNED_BY = "recommendation"

    def __str__(self) -> str:
        return f"{self.recommendation_id} owned by {self.agency_id}"


class RecommendationAudience(Row):
    """A recommendation is made to an agency, from a day to a day."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="audience")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    OWNED_BY = "recommendation"

    def __str__(self) -> str:
        return f"{self.recommendation_id} made to {self.agency_id}"


class RecommendationSector(models.Model):
    """A recommendation is made to a whole sector, a key of `content/sectors.toml`."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="sectors")
    sector = models.CharField(max_length=30)

    NOT_PERSONAL = ("sector",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "sector"], name="actions_recommended_to_sector_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} made to {self.sector}"


class RecommendationTheme(models.Model):
    """What a recommendation is about, a key of `content/themes.toml`."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="themes")
    theme = models.CharField(max_length=30)

    NOT_PERSONAL = ("theme",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "theme"], name="actions_recommendation_theme_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.theme}"


class RecommendationDecision(models.Model):
    """What was decided of a recommendation, with reasons. The last holds. `day` is when it was decided."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        PARTLY = "partly", "Accepted in part"
        REFUSED = "refused", "Not accepted"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Reopened"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reasons = models.TextField(blank=True)
    day = models.DateField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    PERSONAL = {"reasons": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("verdict",)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["recommendation", "at"])]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.recommendation_id}"


class FollowedRecommendationOwner(Followed):
    """Who owns a recommendation."""

    KEPT = ("recommendation_id",)
    ended = models.ForeignKey(RecommendationOwner, models.CASCADE, null=True, related_name="+")
    begun = models.ForeignKey(RecommendationOwner, models.SET_NULL, null=True, related_name="+")


class FollowedAudience(Followed):
    """To whom a recommendation is made."""

    KEPT = ("recommendation_id",)
    ended = models.ForeignKey(RecommendationAudience, models.CASCADE, null=True, related_name="+")
    begun = models.ForeignKey(RecommendationAudience, models.SET_NULL, null=True, related_name="+")
