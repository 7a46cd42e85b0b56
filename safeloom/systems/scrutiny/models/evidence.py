"""What an exercise rests on."""

from django.db import models

from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal
from safeloom.systems.scrutiny.models.exercise import KEPT, Exercise, Judgement


class Evidence(models.Model):
    """One thing that was looked at, by a method (a key of the content); `source` is the measure, audit or
    other record it is, where it stands here. Taken out by the instant `removed`; the row stays."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="evidence")
    method = models.CharField(max_length=20)
    what = models.CharField("what was looked at", max_length=200)
    source = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="scrutiny_evidence"
    )
    removed = models.DateTimeField(null=True, blank=True)

    NOT_PERSONAL = ("method", "what")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.what


class Shown(models.Model):
    """What a piece of evidence showed of a success factor, and how strong it is: 1 to 3."""

    class Strength(models.IntegerChoices):
        SLIGHT = 1, "Slight"
        FAIR = 2, "Fair"
        STRONG = 3, "Strong"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="shown")
    judgement = models.ForeignKey(Judgement, models.PROTECT, related_name="shown")
    strength = models.PositiveSmallIntegerField(choices=Strength.choices)
    words = models.TextField()

    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}
    OWNED_BY = "evidence"

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "judgement"], name="scrutiny_shown_once")
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id}: {self.judgement_id}"
