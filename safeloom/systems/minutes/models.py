"""What minutes were when they were approved. The database refuses to alter or remove it."""

from django.db import models

from safeloom.domain.meetings.models import Meeting
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key


class FrozenMinutes(models.Model):
    """Minutes as they were approved, byte for byte; `content` is the hash of what whoever approved them
    was shown. They were agreed at a later meeting (`agreed_at`), or by the chair outside one. A further
    version is a correction, with its `reason`."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="frozen_minutes")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="minutes_agreed"
    )
    reason = models.CharField(max_length=300, blank=True)
    content = models.CharField(max_length=64)
    html = models.BinaryField()
    pdf = models.BinaryField()

    ACCESS = Paths(partnership="meeting__partnership_id", group="meeting__group_id")
    OWNED_BY = "meeting"
    NOT_PERSONAL = ("reason", "content")

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "frozen minutes"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_version_once")
        ]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}, version {self.number}"
