"""Invented names. Places and family names are put together from words so that nobody and nowhere is
meant; no county, district, borough or city of England has one of these names (a test compares)."""

import re
import tomllib
from functools import cache
from pathlib import Path
from random import Random

# Nobody is called Mosssworth.
_THRICE = re.compile(r"(.)\1\1")
_FILE = Path(__file__).parent / "content" / "names.toml"


@cache
def _words(of: str) -> tuple[str, ...]:
    return tuple(tomllib.loads(_FILE.read_text(encoding="utf-8"))[of].split())


def counties(chance: Random) -> tuple[str, str]:
    """What the names of two counties begin with."""
    first, second = chance.sample(_words("counties"), 2)
    return first, second


def towns(chance: Random, many: int) -> list[str]:
    """So many towns, no two of them alike in their first part."""
    heads = chance.sample(_words("town_heads"), many)
    return [head + chance.choice(_words("town_tails")) for head in heads]


def people(chance: Random, many: int) -> list[str]:
    """So many different invented names of people."""
    heads, tails = _words("family_heads"), _words("family_tails")
    first = _words("first_names")
    families = [head + tail for head in heads for tail in tails if not _THRICE.search(head + tail)]
    pairs = chance.sample(range(len(first) * len(families)), many)
    return [f"{first[pair % len(first)]} {families[pair // len(first)]}" for pair in pairs]
