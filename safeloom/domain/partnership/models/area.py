"""Areas: the places a partnership safeguards, and which came out of which."""

from django.db import models
from django.db.models import F, Q

from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import Dated
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class Area(Dated):
    """A local authority's area or part of one, while it exists. Its name is its record's title."""

    record = models.OneToOneField(Record, models.CASCADE, primary_key=True)
    gss_code = models.CharField("GSS code", max_length=9, blank=True)
    dfe_la_code = models.CharField("DfE local authority code", max_length=3, blank=True)

    ACCESS = Paths(partnership="record__partnership_id")
    NOT_PERSONAL = ("gss_code", "dfe_la_code")

    def __str__(self) -> str:
        return self.record.title

    @property
    def name(self) -> str:
        """What the area is called."""
        return self.record.title


class AreaSuccession(models.Model):
    """From `day` on, `successor` stands for all or part of what was `predecessor`."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    predecessor = models.ForeignKey(Area, models.CASCADE, related_name="became")
    successor = models.ForeignKey(Area, models.CASCADE, related_name="came_from")
    day = models.DateField("from")
    act = models.ForeignKey(
        "partnership.Reorganisation", models.PROTECT, null=True, blank=True, related_name="+"
    )

    OWNED_BY = "predecessor"

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="partnership_area_succeeds_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="partnership_area_not_its_own_heir"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
