"""Asking a version of many bodies by a day."""

from django.db import models
from django.db.models import F, Q

from safeloom.domain.questionnaires.models.questionnaire import Version
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class Campaign(models.Model):
    """One version asked of many, from a day to a day: a year's Section 11 audit, a survey. Its title is
    its record's. A draft until it is `sent`; `due` is when answers are asked for, `closes` the last day on
    which they are taken. `cycle` says whether the whole is asked or what changed since. Of an `anonymous`
    one nothing is kept of who answers. `previous` is the one whose answers stand beside."""

    class Cycle(models.TextChoices):
        FULL = "full", "Full"
        UPDATE = "update", "Update of last time’s"

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="campaign")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="campaigns")
    use = models.CharField(max_length=30)
    version = models.ForeignKey(Version, models.PROTECT, related_name="campaigns")
    opens = models.DateField()
    due = models.DateField()
    closes = models.DateField()
    cycle = models.CharField(max_length=8, choices=Cycle.choices, default=Cycle.FULL)
    anonymous = models.BooleanField(default=False)
    moderated = models.BooleanField("answers are moderated", default=False)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    remind_before = models.PositiveSmallIntegerField("days before it is due to remind", default=7)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    sent = models.DateTimeField(null=True, blank=True)
    ended = models.DateField("closed early on", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    # What is asked is no secret, even where whom it is asked about is.
    ACCESS = Paths(partnership="partnership_id", sealed=("record",))
    NOT_PERSONAL = ("use", "cycle")

    class Meta:
        indexes = [models.Index(fields=["partnership", "use", "due"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(due__gte=F("opens"), closes__gte=F("due")),
                name="questionnaires_campaign_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.record.title


class OpenLink(models.Model):
    """An address by which anybody answers an anonymous campaign, as a link or QR code. `label` says where
    it hangs ("Youth club, Marsh End"); results are told apart by it. It is no secret."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="open_links")
    code = models.CharField(max_length=24, unique=True)
    label = models.CharField(max_length=120)
    area = models.ForeignKey(
        "partnership.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    agency = models.ForeignKey(
        "partnership.Agency", models.PROTECT, null=True, blank=True, related_name="+"
    )
    made = models.DateTimeField(auto_now_add=True)
    stopped = models.DateTimeField(null=True, blank=True)

    ACCESS = Paths(partnership="campaign__partnership_id")
    OWNED_BY = "campaign"
    NOT_PERSONAL = ("code", "label")

    class Meta:
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label
