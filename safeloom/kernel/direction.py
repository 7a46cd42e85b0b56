"""How a measure moved between two periods."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from .figure_rules import RULES
from .rag import Polarity
from .rounding import EXACT, round_half_up


class Arrow(Enum):
    """Which way the number went."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


class Direction(Enum):
    """Whether that was for the better."""

    IMPROVED = "Improved"
    SAME = "Same"
    WORSE = "Worse"


@dataclass(frozen=True, slots=True)
class Change:
    """A change from one value to a later one, as the two are shown.

    `difference` is later less earlier in the measure's unit (percentage points for a percentage).
    `percent` is None where the earlier value is zero. `direction` is None where neither way is
    better, unless nothing moved.
    """

    difference: Decimal
    percent: Decimal | None
    arrow: Arrow
    direction: Direction | None


def change(
    earlier: Decimal | None,
    later: Decimal | None,
    polarity: Polarity,
    decimals: int,
    percent_decimals: int = 1,
) -> Change | None:
    """The change between two values; None where either is missing.

    Both are first rounded half up to the decimals they are shown with, so that two numbers that
    look the same are the same, and a reader who works the change out gets what is printed. The
    percentage is that of the `change` rule of the figure check.
    """
    if earlier is None or later is None:
        return None
    before, after = round_half_up(earlier, decimals), round_half_up(later, decimals)
    difference = EXACT.subtract(after, before)
    percent = None
    if before:
        percent = RULES["change"].number([before, after], percent_decimals)
    if not difference:
        return Change(difference, percent, Arrow.LEVEL, Direction.SAME)
    rose = difference > 0
    direction = None
    if polarity is not Polarity.NEITHER:
        better = rose == (polarity is Polarity.HIGH_IS_GOOD)
        direction = Direction.IMPROVED if better else Direction.WORSE
    return Change(difference, percent, Arrow.UP if rose else Arrow.DOWN, direction)
