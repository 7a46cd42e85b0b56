"""How many schools of which kind an area has."""

from django.db import models

from safeloom.domain.area_profile.definitions import Phase, SchoolType

from .sourced import Correction, Sourced, once

_SAME = ("phase", "kind", "day")


class Schools(Sourced):
    """How many schools of a phase and a type there were in an area on a day."""

    phase = models.CharField(max_length=20, choices=Phase.choices)
    kind = models.CharField("type", max_length=20, choices=SchoolType.choices)
    number = models.PositiveIntegerField()

    NOT_PERSONAL = ("source", "phase", "kind")
    SAME = _SAME
    FIELDS = (
        "area", "phase", "kind", "day", "number", "source", "published", "provisional",
    )  # fmt: skip

    class Meta:
        verbose_name_plural = "schools"
        constraints = once(
            *_SAME,
            name="schools",
            message="There is a number for this phase, type and day already. Correct it.",
        )

    def __str__(self) -> str:
        return f"{self.where}, {self.phase}, {self.kind}, {self.day}"

    @property
    def what(self) -> str:
        return f"{self.get_phase_display()} schools: {self.get_kind_display().lower()}"

    @property
    def said(self) -> str:
        return f"{self.number:,}"


class SchoolsCorrection(Correction):
    """What a number of schools said before."""

    of = models.ForeignKey(Schools, models.CASCADE, related_name="corrections")
    phase = models.CharField(max_length=20, choices=Phase.choices)
    kind = models.CharField(max_length=20, choices=SchoolType.choices)
    number = models.PositiveIntegerField()

    NOT_PERSONAL = ("source", "phase", "kind")

    class Meta(Correction.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.of_id} revision {self.revision}"

    @property
    def said(self) -> str:
        """The figure in words."""
        return f"{self.number:,}"
