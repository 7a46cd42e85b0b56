"""What one partner challenges another on, at a meeting or otherwise."""

from django.db import models

from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.personal import Anonymise, Personal
from safeloom.systems.challenge.models.party import between

KEPT = "as long as the challenge is kept"


class PartnerChallenge(models.Model):
    """A partner asks another a question of how it does its part; `source` is the record it came up at,
    such as a meeting. Its answer, its outcome and what changed by it are written when its steps are taken
    (`foundation.workflow`)."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="partner_challenge"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="partner_challenges")
    source = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="challenges_from"
    )
    asked = models.DateField("asked on")
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    question = models.TextField()
    answer = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    impact = models.TextField("what changed by it", blank=True)

    ACCESS = Paths(partnership="partnership_id", agency=between)
    PERSONAL = {
        name: Personal(KEPT, Anonymise.BLANK)
        for name in ("question", "answer", "outcome", "impact")
    }

    class Meta:
        ordering = ["-asked"]

    def __str__(self) -> str:
        return self.record.reference
