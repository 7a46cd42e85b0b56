"""Who was told of a meeting by a calendar file, and whose calendar asks for their meetings."""

from django.db import models

from safeloom.domain.meetings.models.meeting import Meeting
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


class MeetingCalendar(models.Model):
    """Invitations to a meeting are sent, and from then on follow what changes. `sequence` rises with each
    round of mails; `told` is a hash of when and where it was said to be."""

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, primary_key=True, related_name="calendar"
    )
    sequence = models.PositiveIntegerField(default=0)
    told = models.CharField(max_length=64, blank=True)
    since = models.DateTimeField(auto_now_add=True)

    ACCESS = Paths(partnership="meeting__partnership_id", group="meeting__group_id")
    OWNED_BY = "meeting"
    NOT_PERSONAL = ("told",)

    def __str__(self) -> str:
        return f"{self.meeting}, told {self.sequence} times"


class Invitation(models.Model):
    """An address to which a meeting was told, and what was told there last: that it `stands`, or is
    cancelled for them. `person` is who has the address, where they are known here."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    to = models.EmailField()
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    stands = models.BooleanField(default=True)
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()

    ACCESS = Paths(partnership="meeting__partnership_id", group="meeting__group_id")
    OWNED_BY = "meeting"
    PERSONAL = {"to": Personal("as the minutes of the meeting", Anonymise.BLANK)}

    class Meta:
        ordering = ["to"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "to"], name="meetings_invited_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting} told {self.sequence}"


class CalendarFeed(models.Model):
    """The address at which a person's own calendar asks for their meetings. Only a hash of the secret in
    it is kept; a new address takes the place of the old one."""

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="calendar_feed"
    )
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()

    NOT_PERSONAL = ("digest",)
    PASSING = "an address that was taken back since must not work again"

    def __str__(self) -> str:
        return f"calendar address of {self.person_id}"
