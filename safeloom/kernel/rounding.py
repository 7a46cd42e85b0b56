"""Exact decimals and the one way of rounding: half up, away from zero.

A binary float cannot hold 0.1, and rounding a quotient twice can turn 0.4999… into 1; so numbers
are decimals, sums and products keep every digit, and a quotient is rounded once, by its remainder.
"""

from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, Inexact, InvalidOperation
from functools import lru_cache

_DIGITS = 5_000_000

# Adds and multiplies without losing a digit, or raises rather than lose one.
EXACT = Context(prec=_DIGITS, traps=[InvalidOperation, DivisionByZero, Inexact])
_ROUNDING = Context(prec=_DIGITS, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero])


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """The value at so many decimals; a half goes away from zero (2.5 to 3, -2.5 to -3).

    Nothing is ever "minus zero": -0.4 at 0 decimals is 0.
    """
    rounded = value.quantize(_step(decimals), context=_ROUNDING)
    return rounded if rounded else rounded.copy_abs()


def divide_half_up(numerator: Decimal, denominator: Decimal, decimals: int) -> Decimal:
    """numerator / denominator at so many decimals, rounded half up from the exact quotient.

    Raises `ZeroDivisionError` when the denominator is zero.
    """
    if not denominator:
        raise ZeroDivisionError("the denominator is zero")
    scaled = _ROUNDING.scaleb(numerator.copy_abs(), decimals)
    whole, rest = _ROUNDING.divmod(scaled, denominator.copy_abs())
    if _ROUNDING.multiply(rest, Decimal(2)) >= denominator.copy_abs():
        whole = _ROUNDING.add(whole, Decimal(1))
    rounded = _ROUNDING.scaleb(whole, -decimals).quantize(_step(decimals), context=_ROUNDING)
    negative = numerator.is_signed() != denominator.is_signed()
    return rounded.copy_negate() if negative and rounded else rounded.copy_abs()


@lru_cache(maxsize=64)
def _step(decimals: int) -> Decimal:
    return Decimal((0, (1,), -decimals))
