"""The rules by which one published figure follows from others.

Each rule gives an exact numerator and denominator, so that the quotient is rounded once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from .rounding import EXACT, divide_half_up, round_half_up

_HUNDRED = Decimal(100)
_ONE = Decimal(1)
Values = Sequence[Decimal]
Quotient = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: how many terms it takes and what it makes of them.

    `most` is None where any number of terms will do, `halves` where they come in two equal halves;
    `is_word` where it gives a word and not a number.
    """

    key: str
    meaning: str
    fewest: int
    most: int | None
    work_out: Callable[[Values], Quotient]
    halves: bool = False
    is_word: bool = False

    def wrong_number_of_terms(self, count: int) -> str:
        """What is wrong with so many terms; empty where nothing is."""
        if self.halves:
            wanted = "an even number of terms, first the parts and then the wholes"
            fits = count >= self.fewest and count % 2 == 0
        elif self.most is None:
            wanted, fits = f"at least {_terms(self.fewest)}", count >= self.fewest
        else:
            wanted, fits = _terms(self.fewest), count == self.fewest
        return "" if fits else f"{self.key} takes {wanted}, and {count} stand here"

    def divides_by_zero(self, values: Values) -> bool:
        """Whether the rule has no answer for these values."""
        return not self.work_out(values)[1]

    def number(self, values: Values, decimals: int) -> Decimal:
        """The worked-out number, rounded half up to so many decimals."""
        numerator, denominator = self.work_out(values)
        if denominator == 1:
            return round_half_up(numerator, decimals)
        return divide_half_up(numerator, denominator, decimals)

    def word(self, values: Values) -> str:
        """`Improved`, `Same` or `Worse`, by the sign of what was worked out."""
        numerator = self.work_out(values)[0]
        if not numerator:
            return "Same"
        return "Improved" if numerator > 0 else "Worse"


def _terms(count: int) -> str:
    return "1 term" if count == 1 else f"{count} terms"


def _total(values: Values) -> Decimal:
    return reduce(EXACT.add, values)


def _hundredfold(value: Decimal) -> Decimal:
    return EXACT.multiply(_HUNDRED, value)


def _sum(values: Values) -> Quotient:
    return _total(values), _ONE


def _difference(values: Values) -> Quotient:
    return EXACT.subtract(values[0], values[1]), _ONE


def _product(values: Values) -> Quotient:
    return reduce(EXACT.multiply, values), _ONE


def _share(values: Values) -> Quotient:
    return _hundredfold(values[0]), values[1]


def _pooled_share(values: Values) -> Quotient:
    half = len(values) // 2
    return _hundredfold(_total(values[:half])), _total(values[half:])


def _change(values: Values) -> Quotient:
    return _hundredfold(EXACT.subtract(values[1], values[0])), values[0]


def _fall(values: Values) -> Quotient:
    return _hundredfold(EXACT.subtract(values[0], values[1])), values[0]


def _complement(values: Values) -> Quotient:
    return EXACT.subtract(_HUNDRED, values[0]), _ONE


def _same(values: Values) -> Quotient:
    return values[0], _ONE


def _direction(values: Values) -> Quotient:
    return EXACT.subtract(values[1], values[0]), _ONE


RULES: dict[str, Rule] = {
    rule.key: rule
    for rule in (
        Rule("sum", "the sum of the terms", 1, None, _sum),
        Rule("difference", "the first less the second", 2, 2, _difference),
        Rule("product", "the product of the terms", 1, None, _product),
        Rule("share", "100 times the first over the second", 2, 2, _share),
        Rule(
            "pooled_share",
            "100 times the sum of the first half of the terms over the sum of the second half",
            2,
            None,
            _pooled_share,
            halves=True,
        ),
        Rule("change", "100 times the second less the first, over the first", 2, 2, _change),
        Rule("fall", "100 times the first less the second, over the first", 2, 2, _fall),
        Rule("complement", "100 less the term", 1, 1, _complement),
        Rule("same", "the term", 1, 1, _same),
        Rule(
            "direction",
            "Improved, Same or Worse: the second against the first, higher being better",
            2,
            2,
            _direction,
            is_word=True,
        ),
    )
}
