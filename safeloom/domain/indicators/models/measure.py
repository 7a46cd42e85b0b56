"""What is measured."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from safeloom.domain.indicators.definitions import (
    Breakdown,
    Counted,
    Frequency,
    Polarity,
    Totals,
    Unit,
)
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import Dated
from safeloom.foundation.identity.models import Partnership, Principal
from safeloom.foundation.records.models import Record
from safeloom.kernel import periods, rag, units
from safeloom.kernel.ages import OLDEST, AgeBand


def supplied_by(agency: UUID) -> Q:
    """The measures an agency supplies or has supplied."""
    supplies = Measure._meta.get_field("supplies").related_model.objects
    return Q(pk__in=supplies.filter(agency_id=agency).values("measure_id"))


class Measure(Dated):
    """An indicator: its title is the record's. `start` and `end` are the first and the last day the
    partnership measures it.

    With words for a denominator a value is worked out from two parts: 100 times one over the other
    for a percentage, 10,000 times for a rate, the quotient for anything else (pounds a head, average
    days). With ages of a population a rate takes its denominator from the area profile, and what is
    returned is the numerator alone. `part_of_whole` says that the numerator counts some of what the
    denominator counts.
    """

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="measure")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="measures")
    key = models.SlugField(max_length=60)
    theme = models.CharField("theme or priority", max_length=100, blank=True)
    order = models.PositiveIntegerField(default=0)
    definition = models.TextField(blank=True)
    numerator = models.CharField("what is counted", max_length=300)
    denominator = models.CharField("out of what", max_length=300, blank=True)
    population_from = models.PositiveSmallIntegerField("population from age", null=True, blank=True)
    population_to = models.PositiveSmallIntegerField("population to age", null=True, blank=True)
    part_of_whole = models.BooleanField("the first is a part of the second", default=False)
    unit = models.CharField(max_length=20, choices=Unit.choices)
    decimals = models.PositiveSmallIntegerField(
        "decimal places", default=0, validators=[MaxValueValidator(4)]
    )
    polarity = models.CharField(max_length=20, choices=Polarity.choices)
    frequency = models.CharField(
        max_length=10, choices=Frequency.choices, default=Frequency.QUARTER
    )
    counted = models.CharField(max_length=10, choices=Counted.choices, default=Counted.DURING)
    breakdown = models.CharField(
        "returned for", max_length=10, choices=Breakdown.choices, default=Breakdown.AREA
    )
    totals = models.CharField(
        "areas or agencies together", max_length=10, choices=Totals.choices, default=Totals.SUM
    )
    owner = models.ForeignKey(
        Principal, models.SET_NULL, null=True, blank=True, related_name="measures_owned"
    )
    source = models.CharField(max_length=300, blank=True)
    edition = models.CharField("guidance edition", max_length=20, blank=True)
    checked = models.BooleanField("checked against its source", default=False)
    hides_small = models.BooleanField("hide small numbers in public", default=True)
    shows_zero = models.BooleanField("show zero in public", default=True)
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(partnership="partnership_id", agency=supplied_by)
    NOT_PERSONAL = (
        "key",
        "theme",
        "definition",
        "numerator",
        "denominator",
        "unit",
        "polarity",
        "frequency",
        "counted",
        "breakdown",
        "totals",
        "source",
        "edition",
    )

    class Meta(Dated.Meta):
        ordering = ["order", "key"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "key"],
                name="indicators_measure_key_once",
                violation_error_message="Another measure of the partnership has this key.",
            ),
            models.CheckConstraint(
                condition=~Q(unit__in=[Unit.PERCENT, Unit.RATE]) | ~Q(denominator=""),
                name="indicators_measure_has_denominator",
                violation_error_message="A percentage or a rate needs words for what it is out of.",
            ),
            models.CheckConstraint(
                condition=~Q(unit=Unit.COUNT) | Q(denominator=""),
                name="indicators_measure_count_has_none",
                violation_error_message="A number is not out of anything: leave that empty.",
            ),
            models.CheckConstraint(
                condition=Q(part_of_whole=False) | ~Q(denominator=""),
                name="indicators_measure_part_of_something",
                violation_error_message="A part of a whole needs words for the whole.",
            ),
            models.CheckConstraint(
                condition=Q(population_from__isnull=True, population_to__isnull=True)
                | Q(
                    population_from__isnull=False,
                    population_to__isnull=False,
                    population_to__gte=F("population_from"),
                    population_to__lte=OLDEST,
                    unit=Unit.RATE,
                ),
                name="indicators_measure_population_of_a_rate",
                violation_error_message="Only a rate takes a population, with both of its ages in "
                "order.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a whole-partnership measure that adds up its only row, and the population of an
        agency: people live in areas."""
        super().clean()
        if self.takes_population and self.breakdown == Breakdown.AGENCY:
            raise ValidationError(
                {"population_from": "An agency has no population. Return it for each area."}
            )
        if self.breakdown == Breakdown.WHOLE and self.totals == Totals.SUM:
            raise ValidationError(
                {"totals": "A measure of the whole partnership has nothing to add up."}
            )

    @property
    def title(self) -> str:
        """What it is called: the record's title."""
        return self.record.title

    @property
    def has_parts(self) -> bool:
        """Whether a value is worked out from a numerator and a denominator."""
        return bool(self.denominator)

    @property
    def takes_population(self) -> bool:
        """Whether its denominator comes from the area profile."""
        return self.population_from is not None

    @property
    def band(self) -> AgeBand:
        """The ages of the population it is out of; only where it takes one."""
        return AgeBand(self.population_from, self.population_to)

    @property
    def judged_each(self) -> bool:
        """Whether the target holds for each area or agency and not only for the total: a target for
        a number of children in the county says nothing about one of its areas; a percentage does."""
        return self.has_parts or self.totals == Totals.NONE

    @property
    def per(self) -> str:
        """What its numbers are in, where neither they (in short) nor the title say so."""
        words = {Unit.RATE: "per 10,000", Unit.DAYS: "days"}.get(self.unit, "")
        return "" if words in self.title else words

    @property
    def kernel_unit(self) -> units.Unit:
        """The unit as the kernel reckons with it."""
        return units.Unit(self.unit)

    @property
    def kernel_polarity(self) -> rag.Polarity:
        """The polarity as the kernel reckons with it."""
        return rag.Polarity(self.polarity)

    @property
    def kernel_frequency(self) -> periods.Frequency | None:
        """The frequency as the kernel reckons with it; None where any period will do."""
        return None if self.frequency == Frequency.ANY else periods.Frequency(self.frequency)

    def lives_through(self, period: periods.Period) -> bool:
        """Whether the partnership measures it on the last day of a period."""
        return self.holds(period.end)
