"""Dividing an amount among several so that the parts always sum to the whole.

The one rule: each part is worked out exactly and cut down to the unit (a penny, or a pound where whole
pounds are agreed). What is then left over goes, a unit each, to the parts that lost most by the
cutting; of equals, to the one that stands first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from .money import PENNY, money_words


class How(Enum):
    """How a part is told: an amount of its own; a percentage of the whole; or a weight (a population;
    1 each for equal parts) in what the others leave."""

    AMOUNT = "amount"
    PERCENT = "percent"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole, as it was agreed."""

    how: How
    value: Decimal


class DoesNotDivide(ValueError):
    """The parts are not the whole; the message says by how much and what to do."""


def share_out(whole: Decimal, parts: Sequence[Part], unit: Decimal = PENNY) -> list[Decimal]:
    """What each part comes to, in the order given: their sum is the whole.

    Raises `DoesNotDivide` where they cannot be the whole: shares that are not 100% together, amounts that
    are more or less than it, a weight with nothing left for it, anything less than nothing.
    """
    if whole < 0 or any(part.value < 0 for part in parts):
        raise DoesNotDivide("nothing below zero can be shared out")
    if whole % unit:
        raise DoesNotDivide(f"{money_words(whole)} is not in whole units of {money_words(unit)}")
    if not parts:
        raise DoesNotDivide("there is nobody to share it among")
    return _cut(whole, _exactly(whole, parts), unit)


def equally(whole: Decimal, many: int, unit: Decimal = PENNY) -> list[Decimal]:
    """The whole in so many equal parts, to the unit; the first ones get what is left over."""
    return share_out(whole, [Part(How.WEIGHT, Decimal(1))] * many, unit)


def _exactly(whole: Decimal, parts: Sequence[Part]) -> list[Fraction]:
    total = Fraction(whole)
    weights = sum(Fraction(part.value) for part in parts if part.how is How.WEIGHT)
    fixed = [
        Fraction(part.value) if part.how is How.AMOUNT else total * Fraction(part.value) / 100
        for part in parts
        if part.how is not How.WEIGHT
    ]
    left = total - sum(fixed)
    shares = sum(part.value for part in parts if part.how is How.PERCENT)
    told = all(part.how is How.PERCENT for part in parts)
    # Of nothing any share is nothing: what the shares add up to is asked for itself.
    if shares > 100 or (told and shares != 100):
        raise DoesNotDivide(_difference(whole, parts, left))
    if left < 0 or (left and not weights):
        raise DoesNotDivide(_difference(whole, parts, left))
    if any(part.how is How.WEIGHT for part in parts) and not weights:
        raise DoesNotDivide("the weights are all nothing")
    found = iter(fixed)
    return [
        left * Fraction(part.value) / weights if part.how is How.WEIGHT else next(found)
        for part in parts
    ]


def _difference(whole: Decimal, parts: Sequence[Part], left: Fraction) -> str:
    if all(part.how is How.PERCENT for part in parts):
        share = sum((part.value for part in parts), Decimal(0))
        return f"the shares add up to {share.normalize():f}%, not to 100%"
    missing = Decimal(abs(left).numerator) / Decimal(abs(left).denominator)
    word = "short of" if left > 0 else "more than"
    return f"the parts are {money_words(missing)} {word} {money_words(whole)}"


def _cut(whole: Decimal, exact: Sequence[Fraction], unit: Decimal) -> list[Decimal]:
    step = Fraction(unit)
    units = [part // step for part in exact]
    lost = [part / step - cut for part, cut in zip(exact, units, strict=True)]
    over = int(Fraction(whole) / step) - sum(units)
    # Sorting keeps the order of equals, so that the first of them is served first.
    for place in sorted(range(len(exact)), key=lambda place: -lost[place])[:over]:
        units[place] += 1
    return [unit * many for many in units]
