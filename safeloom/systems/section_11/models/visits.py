"""Which bodies are visited, why, and what was seen."""

from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

KEPT = "6 years after the round closed"


class VisitDraw(models.Model):
    """Bodies drawn by lot for a visit: so many of each kind of agency, by a number with which anybody can
    draw them again (`kernel.draw`)."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="visit_draws")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    ACCESS = Paths(partnership="campaign__partnership_id")
    OWNED_BY = "campaign"

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"draw {self.number}"


class DrawnKind(models.Model):
    """How many of a kind of agency were drawn, out of how many that could be."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    draw = models.ForeignKey(VisitDraw, models.CASCADE, related_name="kinds")
    kind = models.CharField(max_length=24)
    out_of = models.PositiveSmallIntegerField()
    many = models.PositiveSmallIntegerField()

    OWNED_BY = "draw"
    NOT_PERSONAL = ("kind",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "kind"], name="section_11_kind_drawn_once")
        ]

    def __str__(self) -> str:
        return f"{self.many} of {self.out_of} ({self.kind})"

    @property
    def called(self) -> str:
        """The kind of agency, in words."""
        return Agency.Kind(self.kind).label


class Drawable(models.Model):
    """A response that was among those of which was drawn; `place` says as which it was, empty where it was
    not."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    draw = models.ForeignKey(VisitDraw, models.CASCADE, related_name="among")
    response = models.ForeignKey(Response, models.PROTECT, related_name="draws")
    place = models.PositiveSmallIntegerField(null=True, blank=True)

    OWNED_BY = "draw"

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "response"], name="section_11_among_once")
        ]

    def __str__(self) -> str:
        return f"{self.response_id} in {self.draw_id}"


class Visit(models.Model):
    """A visit to a body to see for oneself: planned for a `day`, `held` once it was, with what was seen and
    how it bears out what the body said. Its record is what findings, files and links hang on."""

    class Why(models.TextChoices):
        DRAWN = "drawn", "Drawn by lot"
        SCREENING = "screening", "Asked for at screening"
        OTHER = "other", "Another reason"

    class BearsOut(models.TextChoices):
        YES = "yes", "Bears out what was said"
        PARTLY = "partly", "Bears it out in part"
        NO = "no", "Does not bear it out"

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="section_11_visit"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    response = models.ForeignKey(Response, models.PROTECT, related_name="visits")
    why = models.CharField(max_length=10, choices=Why.choices)
    day = models.DateField()
    visitors = models.CharField(max_length=300)
    held = models.DateField(null=True, blank=True)
    spoke_with = models.CharField("spoke with, by post", max_length=300, blank=True)
    seen = models.TextField("what was seen", blank=True, max_length=5000)
    bears_out = models.CharField(max_length=8, choices=BearsOut.choices, blank=True)

    ACCESS = Paths(
        partnership="partnership_id",
        agency="response__agency_id",
        sealed=("record", "response__record"),
    )
    PERSONAL = {
        "visitors": Personal(KEPT, Anonymise.BLANK),
        "seen": Personal(KEPT, Anonymise.BLANK),
    }
    NOT_PERSONAL = ("why", "spoke_with", "bears_out")

    class Meta:
        ordering = ["day", "record"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held__isnull=True) | ~Q(bears_out=""),
                name="section_11_held_visit_says_what_it_bears_out",
            )
        ]

    def __str__(self) -> str:
        return self.record.reference
