"""What arrived, and who compares local practice with it."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Agency, Followed
from safeloom.domain.partnership.models.row import Row
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record


def everybody(key: UUID) -> Q:
    """Whoever holds the permission over anything in the partnership: what arrived is public."""
    return Q()


class NationalItem(models.Model):
    """A national review, guidance or a consultation that reached the partnership on the day `arrived`.

    `closes` is the last day for an answer, where one may be given; `compare_by` the day by which local
    practice is to be compared with it. Without a `NationalOwner` the business unit compares.
    """

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="national")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="national_items")
    kind = models.CharField(max_length=20)
    from_whom = models.CharField("from whom", max_length=200)
    arrived = models.DateField()
    closes = models.DateField("closing day", null=True, blank=True)
    compare_by = models.DateField("to be compared by", null=True, blank=True)
    link = models.URLField(max_length=500, blank=True)
    summary = models.TextField(blank=True)

    ACCESS = Paths(partnership="partnership_id", agency=everybody, group=everybody)
    NOT_PERSONAL = ("kind", "from_whom", "link", "summary")

    class Meta:
        ordering = ["-arrived", "record"]

    def __str__(self) -> str:
        return self.record.title

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title


class NationalOwner(Row):
    """An agency compares its own practice with what arrived, from a day to a day."""

    item = models.ForeignKey(NationalItem, models.CASCADE, related_name="owners")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    ACCESS = Paths(partnership="item__partnership_id", agency="agency_id")
    OWNED_BY = "item"

    def __str__(self) -> str:
        return f"{self.item}: {self.agency}"


class FollowedOwner(Followed):
    """Who compares."""

    KEPT = ("item_id",)
    ended = models.ForeignKey(NationalOwner, models.CASCADE, null=True, related_name="+")
    begun = models.ForeignKey(NationalOwner, models.SET_NULL, null=True, related_name="+")
