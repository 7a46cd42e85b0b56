"""Red, amber, green: how a measure stands against its target, never told by colour alone."""

from decimal import Decimal
from enum import Enum


class Polarity(Enum):
    """Which way is better."""

    HIGH_IS_GOOD = "high_is_good"
    LOW_IS_GOOD = "low_is_good"
    NEITHER = "neither"


class Rag(Enum):
    """A rating, with the word and the mark that tell it without colour."""

    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"

    @property
    def word(self) -> str:
        """What is written beside the mark."""
        return _WORDS[self]

    @property
    def mark(self) -> str:
        """The name of the shape: a screen in black and white still tells them apart."""
        return _MARKS[self]


_WORDS = {
    Rag.BLUE: "Complete",
    Rag.GREEN: "On track",
    Rag.AMBER: "At risk",
    Rag.RED: "Off track",
    Rag.NONE: "Not known",
}
_MARKS = {
    Rag.BLUE: "tick-in-circle",
    Rag.GREEN: "filled-circle",
    Rag.AMBER: "triangle",
    Rag.RED: "square",
    Rag.NONE: "empty-circle",
}


def rag(
    value: Decimal | None, target: Decimal | None, tolerance: Decimal | None, polarity: Polarity
) -> Rag:
    """Rate a value against its target; all three in the measure's own unit.

    Where high or low is good, a value that meets the target is green, one that misses it by no more
    than the tolerance amber, one beyond that red. Where neither is good the target is the middle of
    what is expected: within the tolerance either side is green, within twice the tolerance amber,
    beyond that red. No tolerance is a tolerance of nothing. Without a value or a target the rating
    is not known. Pass values rounded as they are shown, so that a rating never contradicts the
    number beside it.

    Raises `ValueError` for a tolerance below zero.
    """
    if tolerance is not None and tolerance < 0:
        raise ValueError("a tolerance is zero or more, in the measure's unit")
    if value is None or target is None:
        return Rag.NONE
    allowed = tolerance or Decimal(0)
    if polarity is Polarity.NEITHER:
        miss = abs(value - target) - allowed
    else:
        miss = target - value if polarity is Polarity.HIGH_IS_GOOD else value - target
    if miss <= 0:
        return Rag.GREEN
    return Rag.AMBER if miss <= allowed else Rag.RED
