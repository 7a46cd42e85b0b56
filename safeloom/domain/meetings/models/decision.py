"""What a meeting decided, and what it captured while it ran."""

from django.db import models

from safeloom.domain.meetings.models.agenda import AgendaItem
from safeloom.domain.meetings.models.meeting import Meeting
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class Decision(models.Model):
    """A meeting decided something, under an item of its agenda or apart from it: in these words, for
    these reasons. Who proposed it, agreed, or did not is told by agency."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="decision")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    wording = models.TextField()
    reasons = models.TextField(blank=True)

    ACCESS = Paths(
        partnership="partnership_id",
        group="meeting__group_id",
        sealed=("record", "meeting__record"),
    )
    OWNED_BY = "partnership"
    NOT_PERSONAL = ("wording", "reasons")

    class Meta:
        ordering = ["record__reference"]

    def __str__(self) -> str:
        return self.record.title

    @property
    def title(self) -> str:
        """The beginning of its wording."""
        return self.record.title


class DecisionPart(models.Model):
    """An agency's part in a decision."""

    class Part(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        AGREED = "agreed", "Agreed"
        NOT_AGREED = "not-agreed", "Did not agree"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="parts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="decision_parts")
    part = models.CharField(max_length=10, choices=Part.choices)

    OWNED_BY = "decision"
    NOT_PERSONAL = ("part",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "agency", "part"], name="meetings_part_in_a_decision_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.get_part_display()}"


class Captured(models.Model):
    """A record that came up under an item of an agenda, such as an action that was agreed there."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="captured")
    record = models.OneToOneField(Record, models.PROTECT, related_name="captured_under")

    OWNED_BY = "item"

    class Meta:
        verbose_name_plural = "captured records"

    def __str__(self) -> str:
        return f"{self.record} under {self.item}"
