"""What was returned."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from safeloom.domain.indicators.definitions import WITH_NUMBER, State
from safeloom.domain.partnership.models import Agency, Area
from safeloom.domain.partnership.queries.succession import of_agency_or_before
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

from .measure import Measure

_NO_NUMBER = Q(numerator__isnull=True, denominator__isnull=True, value__isnull=True)
_PARTS = Q(numerator__isnull=False, denominator__isnull=False, value__isnull=True)
# The denominator is the population of the area profile.
_COUNTED = Q(numerator__isnull=False, denominator__isnull=True, value__isnull=True)
_VALUE = Q(numerator__isnull=True, denominator__isnull=True, value__isnull=False)


def _or_before(agency: UUID) -> Q:
    """What an agency answers for, and what those returned that went over into it."""
    return of_agency_or_before(agency, "supplier_id")


class Return(models.Model):
    """One measure, one period, about one area or one agency or the whole partnership.

    Either both parts are known and the value follows from them, or the numerator alone (of a measure
    that takes its denominator from the area profile), or only the value, or there is no number and
    the state says why. `supplier` is the agency that answers for it.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="returns", db_index=False)
    start = models.DateField("first day of the period")
    end = models.DateField("last day of the period")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="returns")
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="returns_about"
    )
    supplier = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="returns_supplied"
    )
    state = models.CharField(max_length=15, choices=State.choices)
    numerator = models.DecimalField(max_digits=15, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=15, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(max_digits=15, decimal_places=4, null=True, blank=True)
    narrative = models.TextField(blank=True)
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    entered = models.DateTimeField()
    written_in = models.ForeignKey(
        AuditRow, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(partnership="measure__partnership_id", agency=_or_before, sealed=())
    PERSONAL = {
        "narrative": Personal("as long as the series it explains is published", Anonymise.BLANK)
    }
    NOT_PERSONAL = ("state",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "end", "area"],
                condition=Q(area__isnull=False),
                name="indicators_return_area_once",
            ),
            models.UniqueConstraint(
                fields=["measure", "end", "agency"],
                condition=Q(agency__isnull=False),
                name="indicators_return_agency_once",
            ),
            models.UniqueConstraint(
                fields=["measure", "end"],
                condition=Q(area__isnull=True, agency__isnull=True),
                name="indicators_return_whole_once",
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(agency__isnull=True),
                name="indicators_return_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="indicators_return_ends_after_start"
            ),
            models.CheckConstraint(
                condition=(Q(state__in=list(WITH_NUMBER)) & (_PARTS | _COUNTED | _VALUE))
                | (~Q(state__in=list(WITH_NUMBER)) & _NO_NUMBER),
                name="indicators_return_number_or_reason",
            ),
            # Nothing out of nothing happens (no conferences this quarter); something never.
            models.CheckConstraint(
                condition=Q(denominator__isnull=True)
                | Q(denominator__gt=0)
                | Q(denominator=0, numerator=0),
                name="indicators_return_denominator_positive",
            ),
        ]
        indexes = [models.Index(fields=["measure", "end"])]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.start} to {self.end}"
