"""Whether each agency can show that a recommendation is embedded in its practice."""

from django.db import models

from safeloom.domain.actions.models.recommendation import KEPT, Recommendation
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


class Assurance(models.Model):
    """An agency is asked to show, by `due`, that a recommendation is embedded in its practice. What it
    says are answers; evidence is a file of the assurance's own record, which other agencies do not see."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="assurance"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="assurances")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="assurances")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="assurances")
    asked = models.DateField()
    due = models.DateField()
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    ACCESS = Paths(
        partnership="partnership_id",
        agency="agency_id",
        sealed=("record", "recommendation__record"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "agency"], name="actions_assurance_asked_once"
            )
        ]
        indexes = [models.Index(fields=["agency", "due"])]

    def __str__(self) -> str:
        return self.record.reference


class AssuranceAnswer(models.Model):
    """What an agency says of how far it is embedded."""

    class Embedded(models.TextChoices):
        YES = "yes", "Embedded"
        PARTLY = "partly", "Embedded in part"
        NO = "no", "Not yet"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    assurance = models.ForeignKey(Assurance, models.CASCADE, related_name="answers")
    embedded = models.CharField(max_length=8, choices=Embedded.choices)
    words = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("embedded",)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["assurance", "at"])]

    def __str__(self) -> str:
        return f"{self.assurance_id}: {self.get_embedded_display()}"


class AssuranceJudgement(models.Model):
    """The unit accepted an answer, or sent it back with words."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    answer = models.OneToOneField(AssuranceAnswer, models.CASCADE, related_name="judgement")
    accepted = models.BooleanField()
    words = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    OWNED_BY = "answer"
    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}

    def __str__(self) -> str:
        return f"{self.answer}: {'accepted' if self.accepted else 'sent back'}"
