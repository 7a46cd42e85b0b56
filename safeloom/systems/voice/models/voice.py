"""Through whom children and families are heard, when, and what they said."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Agency
from safeloom.domain.partnership.queries.succession import of_agency_or_before
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

KEPT = "as long as the activity is kept"
# The fields of who took part, by age in years, with their words.
AGES = (
    ("under_8", "Under 8"),
    ("from_8", "8 to 11"),
    ("from_12", "12 to 15"),
    ("from_16", "16 to 25"),
    ("adults", "Parents, carers and other adults"),
)


def of_agency(agency: UUID) -> Q:
    """What an agency answers, and those that went over into it alone."""
    return of_agency_or_before(agency, "agency_id")


class VoiceChannel(models.Model):
    """A group through which children or families are heard, such as a children in care council. `ended` is
    the last day of one that is no more."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    ended = models.DateField("heard until", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(partnership="partnership_id")
    NOT_PERSONAL = ("title", "kind")

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "title"], name="voice_channel_title_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class VoiceActivity(models.Model):
    """An occasion on which children or families were listened to. Who took part is counted by age, and
    named nowhere. `led` says that young people led it themselves. Without `consent` nothing of it is
    published; `consent_how` says how it was given."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="voice_activity"
    )
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    channel = models.ForeignKey(VoiceChannel, models.PROTECT, related_name="activities")
    day = models.DateField()
    how = models.CharField(max_length=20)
    led = models.BooleanField("young people led it", default=False)
    under_8 = models.PositiveSmallIntegerField(default=0)
    from_8 = models.PositiveSmallIntegerField(default=0)
    from_12 = models.PositiveSmallIntegerField(default=0)
    from_16 = models.PositiveSmallIntegerField(default=0)
    adults = models.PositiveSmallIntegerField(default=0)
    consent = models.BooleanField(default=False)
    consent_how = models.CharField("how consent was given", max_length=300, blank=True)

    ACCESS = Paths(partnership="partnership_id")
    PERSONAL = {"consent_how": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("how",)

    class Meta:
        ordering = ["-day", "record"]

    def __str__(self) -> str:
        return self.record.title

    @property
    def people(self) -> int:
        """How many took part."""
        return sum(getattr(self, name) for name, _ in AGES)


class VoicePoint(models.Model):
    """One thing that was said, in the unit's own summary, by its theme and by how many. `agency` answers it
    (the unit where there is none) by `due`; `answered` is the day it did, `changed` what is different
    since. On the day `fed_back` those who said it were told what came of it. What is `published` stands on
    the public page."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    activity = models.ForeignKey(VoiceActivity, models.CASCADE, related_name="points")
    theme = models.CharField(max_length=20)
    words = models.TextField()
    many = models.PositiveSmallIntegerField(null=True, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered = models.DateField(null=True, blank=True)
    changed = models.TextField(blank=True)
    fed_back = models.DateField("feedback given", null=True, blank=True)
    fed_back_how = models.CharField("how feedback was given", max_length=300, blank=True)
    published = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(partnership="activity__partnership_id", agency=of_agency)
    PERSONAL = {
        name: Personal(KEPT, Anonymise.BLANK)
        for name in ("words", "answer", "changed", "fed_back_how")
    }
    NOT_PERSONAL = ("theme",)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.theme} of {self.activity_id}"


class VoiceLed(models.Model):
    """A record that followed from one thing that was said, such as an action or a review."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    point = models.ForeignKey(VoicePoint, models.CASCADE, related_name="led")
    record = models.ForeignKey(Record, models.PROTECT, related_name="led_by_voice")

    ACCESS = Paths(partnership="point__activity__partnership_id", sealed=("record",))
    OWNED_BY = "point"

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["point", "record"], name="voice_led_once"),
        ]

    def __str__(self) -> str:
        return f"led {self.pk}"
