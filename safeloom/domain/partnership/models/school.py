"""What the register of schools says of a school."""

from django.db import models

from safeloom.domain.partnership.models.agency import Agency
from safeloom.domain.partnership.models.row import Row
from safeloom.foundation.access.rule import Paths


class SchoolEntry(Row):
    """What the register says of a school, college or other setting, from a day to a day: its phase, its
    type in the register's own words and the group that belongs to. An entry never changes with time:
    another one follows it.

    Special schools and alternative provision, whose phase the register gives as “Not applicable”, are
    phases of their own here, since what is asked of them differs. An all-through school is one school
    of one phase. A school under a new URN is a new agency.
    """

    class Phase(models.TextChoices):
        NURSERY = "nursery", "Nursery"
        PRIMARY = "primary", "Primary"
        MIDDLE = "middle", "Middle"
        SECONDARY = "secondary", "Secondary"
        ALL_THROUGH = "all-through", "All-through"
        SIXTEEN_PLUS = "sixteen-plus", "16 plus"
        SPECIAL = "special", "Special"
        ALTERNATIVE = "alternative", "Alternative provision"
        NOT_APPLICABLE = "not-applicable", "No phase said"

    class Group(models.TextChoices):
        MAINTAINED = "la-maintained", "Maintained by the local authority"
        ACADEMY = "academy", "Academy"
        FREE = "free-school", "Free school"
        INDEPENDENT = "independent", "Independent"
        NON_MAINTAINED_SPECIAL = "non-maintained-special", "Non-maintained special school"
        COLLEGE = "college", "College"
        OTHER = "other", "Other"

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        CLOSING = "closing", "Open, but proposed to close"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="school_entries")
    phase = models.CharField(max_length=16, choices=Phase.choices)
    group = models.CharField("kind of school", max_length=24, choices=Group.choices)
    type_words = models.CharField("type", max_length=80, blank=True)
    la_code = models.CharField("local authority code", max_length=3, blank=True)
    number = models.CharField("establishment number", max_length=4, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)

    ACCESS = Paths(partnership="agency__record__partnership_id", agency="agency_id")
    OWNED_BY = "agency"
    NOT_PERSONAL = ("phase", "group", "type_words", "la_code", "number", "status")

    class Meta(Row.Meta):
        abstract = False
        verbose_name = "entry in the register of schools"
        verbose_name_plural = "entries in the register of schools"

    def __str__(self) -> str:
        return f"{self.agency}: {self.get_phase_display()}"
