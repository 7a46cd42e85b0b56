"""What a meeting is about."""

from django.db import models

from safeloom.domain.meetings.models.meeting import Meeting
from safeloom.domain.meetings.models.series import Placed, StandingItem
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


class AgendaItem(Placed):
    """An item of a meeting's agenda: one that always stands there (`standing`), one that was not done
    at an earlier meeting (`carried_from`), one about a record (`about`), or a new one. `notes` are
    what was said, for the minutes. What is neither done nor withdrawn is carried to the next meeting
    of the series."""

    class Outcome(models.TextChoices):
        OPEN = "", "Not dealt with"
        DONE = "done", "Dealt with"
        DEFERRED = "deferred", "Put off to the next meeting"
        WITHDRAWN = "withdrawn", "Withdrawn"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    standing = models.ForeignKey(
        StandingItem, models.SET_NULL, null=True, blank=True, related_name="items"
    )
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    about = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    notes = models.TextField(blank=True)

    ACCESS = Paths(partnership="meeting__partnership_id", group="meeting__group_id")
    OWNED_BY = "meeting"
    PERSONAL = {
        **Placed.PERSONAL,
        "notes": Personal("as the minutes of the meeting", Anonymise.BLANK),
    }
    NOT_PERSONAL = ("outcome", *Placed.NOT_PERSONAL)

    class Meta(Placed.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "standing"], name="meetings_standing_item_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "carried_from"], name="meetings_carried_item_once"
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it waits for another meeting, once this one is over."""
        return self.outcome in (self.Outcome.OPEN, self.Outcome.DEFERRED)


class TakenLine(models.Model):
    """What an item's source brought to a meeting, kept when it was held: the agenda of then stays as it
    was, whatever becomes of the record a line is about."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="taken_lines")
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=500)
    url = models.CharField(max_length=300, blank=True)
    record = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")

    OWNED_BY = "item"
    PERSONAL = {"words": Personal("as the record it names", Anonymise.NEUTRAL)}
    NOT_PERSONAL = ("url",)

    class Meta:
        ordering = ["item", "number"]

    def __str__(self) -> str:
        return self.words
