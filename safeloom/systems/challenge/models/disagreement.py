"""A professional disagreement between two agencies, and what each of them says."""

from django.db import models

from safeloom.domain.partnership.models import Agency, Post
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal
from safeloom.systems.challenge.models.party import between
from safeloom.systems.challenge.models.policy import EscalationPolicy

KEPT = "as long as the disagreement is kept"


class Disagreement(models.Model):
    """Two agencies do not agree; `words` say about what, in the words of who raised it, `wanted` what would
    settle it. It goes through the stages of `policy`; where it stands is what its last step led to
    (`foundation.workflow`). `outcome` and `settled` say how it ended."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="disagreement"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="disagreements")
    policy = models.ForeignKey(EscalationPolicy, models.PROTECT, related_name="disagreements")
    theme = models.CharField(max_length=30)
    about_child = models.BooleanField("about a child", default=False)
    words = models.TextField("what it is about")
    wanted = models.TextField("what would settle it", blank=True)
    raised = models.DateTimeField()
    raised_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    raised_post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=20, blank=True)
    settled = models.TextField("how it was settled", blank=True)

    ACCESS = Paths(partnership="partnership_id", agency=between)
    PERSONAL = {
        "words": Personal(KEPT, Anonymise.BLANK),
        "wanted": Personal(KEPT, Anonymise.BLANK),
        "settled": Personal(KEPT, Anonymise.BLANK),
    }
    NOT_PERSONAL = ("theme", "outcome")

    class Meta:
        ordering = ["-raised"]

    def __str__(self) -> str:
        return self.record.reference


class Statement(models.Model):
    """What somebody says in a disagreement, for an agency or (without one) for the partnership."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    disagreement = models.ForeignKey(Disagreement, models.CASCADE, related_name="statements")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    words = models.TextField()

    ACCESS = Paths(partnership="disagreement__partnership_id")
    OWNED_BY = "disagreement"
    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"statement in {self.disagreement_id}"
