"""The success factors a partnership is scrutinised against, in versions."""

from django.db import models

from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.kernel.keys import new_key


class Framework(models.Model):
    """The success factors that hold from a day until the next version does. Exercises keep their own."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="scrutiny_frameworks")
    since = models.DateField("in force from")
    source = models.CharField("where it comes from", max_length=200)
    set_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    ACCESS = Paths(partnership="partnership_id")
    NOT_PERSONAL = ("source",)

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "since"], name="scrutiny_one_a_day")
        ]

    def __str__(self) -> str:
        return f"Framework from {self.since}"


class SuccessFactor(models.Model):
    """What has to be so for the partnership to work well, and what good looks like."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    framework = models.ForeignKey(Framework, models.CASCADE, related_name="factors")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    words = models.TextField("what good looks like", blank=True)

    NOT_PERSONAL = ("title", "words")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="scrutiny_factor_once")
        ]

    def __str__(self) -> str:
        return self.title
