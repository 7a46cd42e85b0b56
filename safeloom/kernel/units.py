"""What a measure is counted in, how its value is worked out, and how it is shown."""

from decimal import ROUND_DOWN, Context, Decimal
from enum import Enum

from . import printed
from .rounding import EXACT

# A quotient is cut off, never rounded, at far more digits than are shown, so that rounding it half
# up afterwards gives what rounding the exact quotient would: a tie is short, and stays exact.
_QUOTIENT = Context(prec=60, rounding=ROUND_DOWN)


class Unit(Enum):
    """The unit of a measure."""

    COUNT = "count"
    PERCENT = "percent"
    RATE_PER_10000 = "rate_per_10000"
    POUNDS = "pounds"
    DAYS = "days"
    SCORE = "score"

    @property
    def needs_denominator(self) -> bool:
        """Whether a value is a share of something, and so cannot be told without it."""
        return self in (Unit.PERCENT, Unit.RATE_PER_10000)


_MULTIPLIER = {Unit.PERCENT: Decimal(100), Unit.RATE_PER_10000: Decimal(10000)}


def work_out(unit: Unit, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """The value of a measure, unrounded (a quotient to 60 digits); None where there is none.

    A percentage is 100 and a rate 10,000 times numerator over denominator. Money, days and scores
    are the numerator, or a mean where a denominator is given; a count is its numerator. A missing
    numerator, a missing denominator that is needed, and a zero denominator give None: blank is not
    zero.
    """
    if numerator is None:
        return None
    if unit is Unit.COUNT or (denominator is None and not unit.needs_denominator):
        return numerator
    if not denominator:
        return None
    scaled = EXACT.multiply(numerator, _MULTIPLIER.get(unit, Decimal(1)))
    return _QUOTIENT.divide(scaled, denominator)


def show(value: Decimal | None, unit: Unit, decimals: int) -> str:
    """The value with its unit: `12.3%`, `£1,234`, `45.1 per 10,000`, `3 days`, `1,234`.

    Rounded half up. An unknown value is shown as nothing: why it is unknown, and in which words, is
    for whoever holds it to say.
    """
    if value is None:
        return ""
    number = printed.show(value, decimals)
    if unit is Unit.PERCENT:
        return f"{number}%"
    if unit is Unit.RATE_PER_10000:
        return f"{number} per 10,000"
    if unit is Unit.DAYS:
        return f"{number} day" if number == "1" else f"{number} days"
    if unit is Unit.POUNDS:
        return f"-£{number[1:]}" if number.startswith("-") else f"£{number}"
    return number
