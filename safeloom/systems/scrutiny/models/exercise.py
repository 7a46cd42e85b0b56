"""An exercise of the scrutineer."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Post
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal
from safeloom.systems.scrutiny.models.framework import Framework, SuccessFactor

KEPT = "as long as the exercise is kept"


def once_published(key: UUID) -> Q:
    """What is published is for everybody in the partnership."""
    return Q(published__isnull=False)


class Exercise(models.Model):
    """A question the scrutineer looks into, against factors of the framework of its day. `report` is in the
    scrutineer's own voice; from `published` on nothing of the exercise changes. `previous` is the exercise
    whose impact this one tests."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="scrutiny")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="scrutiny_exercises")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="exercises")
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    question = models.TextField()
    event = models.DateField("day of the scrutiny event", null=True, blank=True)
    report = models.TextField(blank=True)
    young = models.TextField("what the young scrutineers say", blank=True)
    published = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    ACCESS = Paths(
        partnership="partnership_id",
        agency=once_published,
        group=once_published,
        sealed=("record",),
    )
    PERSONAL = {
        "report": Personal(KEPT, Anonymise.BLANK),
        "young": Personal(KEPT, Anonymise.BLANK),
    }
    NOT_PERSONAL = ("question",)

    class Meta:
        ordering = ["-event", "record"]

    def __str__(self) -> str:
        return self.record.title

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title


class TookPart(models.Model):
    """A post that took part in the scrutiny event."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="took_part")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "post"], name="scrutiny_took_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id}: {self.post}"


class Judgement(models.Model):
    """A success factor that an exercise looks at, and the scrutineer's judgement of it; none yet where
    `rating` is empty."""

    class Rating(models.TextChoices):
        GREEN = "green", "Strong"
        AMBER = "amber", "In part"
        RED = "red", "Weak"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="judgements")
    factor = models.ForeignKey(SuccessFactor, models.PROTECT, related_name="judgements")
    rating = models.CharField(max_length=5, choices=Rating.choices, blank=True)
    words = models.TextField(blank=True)

    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("rating",)

    class Meta:
        ordering = ["factor__number"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "factor"], name="scrutiny_judged_once")
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id}: {self.factor_id}"


class ScrutinyComment(models.Model):
    """What the unit says of an exercise to the scrutineer. It changes nothing of it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="comments")
    words = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.exercise_id}, {self.at}"
