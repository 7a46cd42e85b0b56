"""What income and expenditure are divided into."""

from django.db import models

from safeloom.domain.finance.definitions import Pace, Side
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.keys import new_key


class Head(models.Model):
    """A head of income or expenditure, or one of its parts: two levels, no third. `ended` is the last
    day on which it takes anything new."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="finance_heads")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    side = models.CharField(max_length=12, choices=Side.choices)
    title = models.CharField(max_length=120)
    pace = models.CharField(max_length=8, choices=Pace.choices, default=Pace.COMES)
    position = models.PositiveSmallIntegerField(default=0)
    ended = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(partnership="partnership_id")
    NOT_PERSONAL = ("side", "title", "pace")

    class Meta:
        ordering = ["side", "position", "title"]

    def __str__(self) -> str:
        return f"{self.parent.title}: {self.title}" if self.parent else self.title
