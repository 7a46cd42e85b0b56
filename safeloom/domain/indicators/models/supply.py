"""Who returns what."""

from uuid import UUID

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Agency, Area
from safeloom.domain.partnership.queries.succession import of_agency_or_before
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import Dated

from .measure import Measure


def _or_before(agency: UUID) -> Q:
    """What an agency answers for, and what those returned that went over into it."""
    return of_agency_or_before(agency, "agency_id")


class Supply(Dated):
    """An agency returns a measure, about one area or about itself or the whole partnership, for the
    periods that end from a day to a day. A return is due `days_allowed` days after its period's
    last day; what is due and what is late follows from this and is stored nowhere."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="supplies")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="supplies")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="supplies")
    days_allowed = models.PositiveSmallIntegerField(
        "days after the period ends", default=30, validators=[MaxValueValidator(366)]
    )

    ACCESS = Paths(partnership="measure__partnership_id", agency=_or_before, sealed=())

    class Meta(Dated.Meta):
        verbose_name_plural = "supplies"
        indexes = [models.Index(fields=["agency", "measure"])]

    def __str__(self) -> str:
        return f"{self.agency_id} returns {self.measure_id}"
