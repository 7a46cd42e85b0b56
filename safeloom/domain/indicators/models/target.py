"""What a measure should reach."""

from django.core.validators import MinValueValidator
from django.db import models

from safeloom.domain.indicators.definitions import Polarity
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import Dated
from safeloom.kernel import units

from .measure import Measure, supplied_by


def of_measures_supplied_by(agency):
    """The targets of the measures an agency supplies."""
    return models.Q(measure__in=Measure.objects.filter(supplied_by(agency)))


class MeasureTarget(Dated):
    """The target of a measure from a day to a day, in the measure's unit.

    `tolerance` is how far short of it a value may fall and still be at risk and not off track; it is
    in the measure's unit (percentage points for a percentage).
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="targets_set")
    value = models.DecimalField("target", max_digits=15, decimal_places=4)
    tolerance = models.DecimalField(
        max_digits=15, decimal_places=4, default=0, validators=[MinValueValidator(0)]
    )

    ACCESS = Paths(partnership="measure__partnership_id", agency=of_measures_supplied_by, sealed=())

    class Meta(Dated.Meta):
        ordering = ["start", "id"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(tolerance__gte=0), name="indicators_target_tolerance"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.value}"

    def words(self, measure: Measure) -> str:
        """`At least 90%`, `At most 12`, `About 45.0 per 10,000`: as the measure's polarity has it."""
        towards = {Polarity.HIGHER: "At least", Polarity.LOWER: "At most"}
        shown = units.show(self.value, measure.kernel_unit, measure.decimals)
        return f"{towards.get(measure.polarity, 'About')} {shown}"
