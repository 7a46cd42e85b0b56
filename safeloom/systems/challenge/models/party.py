"""Between whom something is: the agency that asks and the one that answers, each in time."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Agency, Followed
from safeloom.domain.partnership.models.row import Row
from safeloom.domain.partnership.queries.succession import of_agency_or_before
from safeloom.foundation.dated import holding
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today


class Party(Row):
    """An agency asks or answers in a disagreement or a challenge, from a day to a day: what is open passes to
    the agency that carries on its work."""

    class Side(models.TextChoices):
        ASKS = "asks", "Raised it"
        ANSWERS = "answers", "Answers"

    record = models.ForeignKey(Record, models.CASCADE, related_name="challenge_parties")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="challenge_parties")
    side = models.CharField(max_length=8, choices=Side.choices)

    OWNED_BY = "record"
    NOT_PERSONAL = ("side",)

    class Meta(Row.Meta):
        abstract = False
        indexes = [models.Index(fields=["agency", "end"]), models.Index(fields=["record", "side"])]

    def __str__(self) -> str:
        return f"{self.agency} in {self.record_id}"


class FollowedParty(Followed):
    """Who an open disagreement or challenge is between."""

    KEPT = ("record_id", "side")
    ended = models.ForeignKey(Party, models.CASCADE, null=True, related_name="+")
    begun = models.ForeignKey(Party, models.SET_NULL, null=True, related_name="+")


def between(agency: UUID) -> Q:
    """The rows whose record an agency is a party of today."""
    mine = Party.objects.filter(holding(today())).filter(of_agency_or_before(agency, "agency_id"))
    return Q(record__in=mine.values("record_id"))
