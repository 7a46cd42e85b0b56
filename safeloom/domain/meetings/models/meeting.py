"""A meeting and what became of it."""

from django.db import models
from django.db.models import F, Q

from safeloom.domain.meetings.models.series import MeetingSeries
from safeloom.domain.partnership.models import Group
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class Meeting(models.Model):
    """A group meets on a day: of a series or alone, in a place, online, or both. It is called by its
    record's title. Times are those of England."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        DRAFT = "draft", "Minutes in draft"
        APPROVED = "approved", "Minutes approved"
        CANCELLED = "cancelled", "Cancelled"

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="meeting")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="meetings")
    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings")
    series = models.ForeignKey(
        MeetingSeries, models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    day = models.DateField()
    start = models.TimeField("begins at", null=True, blank=True)
    end = models.TimeField("ends at", null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField("where it is joined online", max_length=500, blank=True)

    ACCESS = Paths(partnership="partnership_id", group="group_id")
    NOT_PERSONAL = ("place", "link")

    class Meta:
        ordering = ["-day", "-start", "-record__reference"]
        indexes = [models.Index(fields=["group", "day"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gt=F("start")),
                name="meetings_meeting_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.record.title

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title


class MeetingStep(models.Model):
    """Somebody moved a meeting on, from the state before to `state`. What a meeting is now is its last
    step; without one it is planned."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=Meeting.State.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    OWNED_BY = "meeting"
    NOT_PERSONAL = ("state", "reason")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="meetings_step_one_after_another"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.get_state_display()}"
