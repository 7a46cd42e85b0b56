"""The words of the area profile. What is stored is the first of each pair."""

from django.db.models import TextChoices


class Phase(TextChoices):
    """Which children a school is for, as the register of schools in England (GIAS) tells them apart."""

    NURSERY = "nursery", "Nursery"
    PRIMARY = "primary", "Primary"
    MIDDLE = "middle", "Middle"
    SECONDARY = "secondary", "Secondary"
    ALL_THROUGH = "all-through", "All-through"
    SIXTEEN_PLUS = "16-plus", "16 plus"
    NONE = "no-phase", "No phase"


class SchoolType(TextChoices):
    """What kind of school it is, in the groups of the same register; `ANY` where it was not told
    apart."""

    ANY = "any", "All types together"
    MAINTAINED = "maintained", "Maintained by the local authority"
    ACADEMY = "academy", "Academy"
    FREE = "free", "Free school"
    INDEPENDENT = "independent", "Independent"
    SPECIAL = "special", "Special school"
    ALTERNATIVE = "alternative", "Alternative provision"
    COLLEGE = "college", "College"


class Index(TextChoices):
    """What is said about deprivation."""

    IMD = "imd", "Index of Multiple Deprivation"
    IDACI = "idaci", "Income Deprivation Affecting Children Index"
    LOW_INCOME = "low-income", "Children in relative low-income families"
    FREE_MEALS = "free-school-meals", "Pupils eligible for free school meals"


class Said(TextChoices):
    """How deprivation is told."""

    SCORE = "score", "Average score"
    RANK = "rank", "Rank (1 is the most deprived)"
    SHARE = "share", "Share of children, per cent"


# An estimate that is older than this on the last day of a period says nothing about it.
MOST_YEARS = 3
