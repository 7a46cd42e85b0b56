"""The words measures are defined in. What is stored is the first of each pair; units, polarities and
frequencies are those of the kernel."""

from django.db.models import TextChoices

from safeloom.kernel import periods, rag, units


class Unit(TextChoices):
    """What a value is counted in."""

    COUNT = units.Unit.COUNT.value, "Number"
    PERCENT = units.Unit.PERCENT.value, "Percentage"
    RATE = units.Unit.RATE_PER_10000.value, "Rate per 10,000"
    POUNDS = units.Unit.POUNDS.value, "Pounds"
    DAYS = units.Unit.DAYS.value, "Days"
    SCORE = units.Unit.SCORE.value, "Score"


class Polarity(TextChoices):
    """Which way is better."""

    HIGHER = rag.Polarity.HIGH_IS_GOOD.value, "Higher is better"
    LOWER = rag.Polarity.LOW_IS_GOOD.value, "Lower is better"
    NEITHER = rag.Polarity.NEITHER.value, "Neither is better"


class Frequency(TextChoices):
    """How often a measure is returned. Quarters, halves and years are those of a year from April to
    March. `ANY` is for series that came from elsewhere: it takes any period and is never due."""

    MONTH = periods.Frequency.MONTH.value, "Every month"
    QUARTER = periods.Frequency.QUARTER.value, "Every quarter"
    HALF = periods.Frequency.HALF.value, "Every half-year"
    YEAR = periods.Frequency.YEAR.value, "Every year, April to March"
    ANY = "any", "Any period"


class Breakdown(TextChoices):
    """What each return is about."""

    AREA = "area", "Each area"
    AGENCY = "agency", "Each agency"
    WHOLE = "whole", "The whole partnership"


class Totals(TextChoices):
    """How the areas or agencies of a measure come together. Percentages and rates are never
    averaged: their numerators and denominators are added."""

    SUM = "sum", "Added up (numerators and denominators)"
    NONE = "none", "Not added up"


class Counted(TextChoices):
    """Whether a value is about all the days of its period or its last day only."""

    DURING = "during", "Over the period"
    AT_END = "at-end", "On the last day of the period"


class State(TextChoices):
    """What a return says about its number. None of the last two is a zero."""

    SUPPLIED = "supplied", "Supplied"
    PROVISIONAL = "provisional", "Provisional"
    NOT_SUPPLIED = "not-supplied", "Not supplied"
    NOT_APPLICABLE = "not-applicable", "Not applicable"


WITH_NUMBER = (State.SUPPLIED, State.PROVISIONAL)
# A number of any of these below nothing is a slip of the hand; money and scores may be negative.
NEVER_NEGATIVE = (Unit.COUNT, Unit.PERCENT, Unit.RATE, Unit.DAYS)
