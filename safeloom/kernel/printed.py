"""Numbers as they are printed in a report: read with their decimals, and shown again."""

import re
from dataclasses import dataclass
from decimal import Decimal

from .rounding import round_half_up

_MOST_DIGITS = 30
_SPACES = str.maketrans(dict.fromkeys("\xa0\u2007\u2009\u202f", " "))
_NUMBER = r"(?P<{}>(?:[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"
_SIGNED = re.compile(
    r"(?P<before>[-−–]?) ?£? ?(?P<after>[-−–]?) ?" + _NUMBER.format("plain") + " ?%?"
)
_BRACKETS = re.compile(r"£? ?\( ?£? ?" + _NUMBER.format("inner") + r" ?%? ?\) ?%?")


class NotANumber(ValueError):
    """What is printed is not a number; the message says why and what would be."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number: its exact value and how many decimals it was printed with."""

    value: Decimal
    decimals: int


def read(text: str) -> Printed:
    """Read a printed number: `1,234`, `£1.20`, `12%`, `-5`, `−5`, `(123)` for less than nothing.

    A percentage is its number: `12%` is 12. Raises `NotANumber` for anything else, a blank and
    misplaced thousands separators included.
    """
    bare = text.translate(_SPACES).strip()
    if bare.isascii() and bare.isdigit() and len(bare) <= _MOST_DIGITS:
        return Printed(Decimal(bare), 0)
    if not bare:
        raise NotANumber("is blank; a number is needed here")
    digits, negative = _parts(bare)
    plain = digits.replace(",", "")
    if len(plain) > _MOST_DIGITS:
        raise NotANumber(f"has more than {_MOST_DIGITS} digits; check the number")
    decimals = len(plain.partition(".")[2])
    value = Decimal(plain)
    return Printed(value.copy_negate() if negative and value else value, decimals)


def show(value: Decimal, decimals: int) -> str:
    """The value rounded half up to so many decimals, with thousands separators: `-1,234.50`."""
    return f"{round_half_up(value, decimals):,f}"


def _parts(bare: str) -> tuple[str, bool]:
    """The digits as printed, and whether they mean less than nothing."""
    one_mark = bare.count("£") + bare.count("%") <= 1
    if one_mark and (match := _SIGNED.fullmatch(bare)):
        if not (match["before"] and match["after"]):
            return match["plain"], bool(match["before"] or match["after"])
    elif one_mark and (match := _BRACKETS.fullmatch(bare)):
        return match["inner"], True
    shown = bare if len(bare) <= 40 else bare[:39] + "…"
    if "," in bare and re.fullmatch(r"[-−–£(]*[0-9][0-9,.]*[)%]*", bare):
        raise NotANumber(f"“{shown}” has misplaced separators; write 1,234 or 1.5")
    raise NotANumber(f"“{shown}” is not a number; write it as 1,234, 1.5, 12%, £20, -5 or (5)")
