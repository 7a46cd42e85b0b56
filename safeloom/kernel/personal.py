"""How long a personal field is kept and what becomes of it.

Every text field of every model is either declared `Personal` in the model's `PERSONAL`, or named in
its `NOT_PERSONAL`; a test fails otherwise. The same declaration drives erasure, anonymised copies
and the demonstration.
"""

from dataclasses import dataclass
from enum import Enum


class Anonymise(Enum):
    """What stands in a personal field once the person must no longer be known from it."""

    BLANK = "left empty"
    NEUTRAL = "replaced by a neutral label with a number"
    DELETE_ROW = "removed with its row"


@dataclass(frozen=True)
class Personal:
    """`keep` says in words how long from when; local rules are configurable, as no national schedule
    exists (to be confirmed by each partnership)."""

    keep: str
    anonymise: Anonymise
