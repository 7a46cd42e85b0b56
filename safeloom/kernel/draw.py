"""A draw by lot that anybody can repeat: bodies to visit, cases to audit, a sample to look into.

Each key is hashed together with the draw's number, and the lowest hashes are drawn. The same keys and
number give the same draw on any machine and in any language, whatever order the keys come in; nobody can
tell before the number is drawn which keys it favours.
"""

from collections.abc import Iterable
from hashlib import sha256
from secrets import randbelow

LARGEST = 10**9


def new_number() -> int:
    """A number to draw by, itself drawn by lot: from 1 to 1,000,000,000."""
    return randbelow(LARGEST) + 1


def drawn(keys: Iterable[str], many: int, number: int) -> list[str]:
    """`many` of these keys in the order in which they are drawn by `number`; all where there are fewer. A
    key that stands twice is drawn once. Raises ValueError for fewer than none."""
    if many < 0:
        raise ValueError("fewer than none cannot be drawn")
    return sorted(set(keys), key=lambda key: (_lot(key, number), key))[:many]


def _lot(key: str, number: int) -> str:
    return sha256(f"{number}:{key}".encode()).hexdigest()
