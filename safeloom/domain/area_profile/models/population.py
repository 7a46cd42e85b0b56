"""How many people of which ages live where."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from safeloom.kernel.ages import OLDEST, AgeBand

from .sourced import Correction, Sourced, once

_SAME = ("from_age", "to_age", "day")


class Population(Sourced):
    """How many people aged `from_age` to `to_age`, both included, lived there on a day: as a rule
    the mid-year estimate. Rates take their denominator here."""

    from_age = models.PositiveSmallIntegerField("from age")
    to_age = models.PositiveSmallIntegerField("to age")
    number = models.PositiveIntegerField()

    NOT_PERSONAL = ("source",)
    SAME = _SAME
    FIELDS = (
        "area", "from_age", "to_age", "day", "number", "source", "published", "provisional",
    )  # fmt: skip

    class Meta:
        ordering = ["from_age", "-to_age", "day"]
        constraints = [
            *once(
                *_SAME,
                name="population",
                message="There is a population for these ages and this day already. Correct it.",
            ),
            models.CheckConstraint(
                condition=Q(to_age__gte=F("from_age"), to_age__lte=OLDEST),
                name="area_profile_population_ages_in_order",
                violation_error_message="The first age is after the last, or over 120.",
            ),
            models.CheckConstraint(
                condition=Q(number__gt=0),
                name="area_profile_population_somebody",
                violation_error_message="Nothing can be worked out from a population of nobody.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.where}, {self.band.key()}, {self.day}"

    def clean(self) -> None:
        """Refuse ages in the wrong order, at their field."""
        super().clean()
        first, last = self.from_age, self.to_age
        if first is not None and last is not None and last < first:
            raise ValidationError({"to_age": "The last age is before the first."})

    @property
    def band(self) -> AgeBand:
        """Its ages."""
        return AgeBand(self.from_age, self.to_age)

    @property
    def what(self) -> str:
        return f"Population {self.band.aged()}"

    @property
    def said(self) -> str:
        return f"{self.number:,}"


class PopulationCorrection(Correction):
    """What a population said before."""

    of = models.ForeignKey(Population, models.CASCADE, related_name="corrections")
    from_age = models.PositiveSmallIntegerField()
    to_age = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()

    NOT_PERSONAL = ("source",)

    class Meta(Correction.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.of_id} revision {self.revision}"

    @property
    def said(self) -> str:
        """The figure in words."""
        return f"{self.number:,}"
