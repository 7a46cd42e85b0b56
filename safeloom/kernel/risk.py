"""Risks scored on a grid of four by four: how likely, how bad, and the two multiplied."""

import re
from dataclasses import dataclass
from enum import Enum

from .rag import Rag

MOST = 4
STEPS = range(1, MOST + 1)
# What one step of likelihood times one of impact may come to.
PRODUCTS = tuple(sorted({one * other for one in STEPS for other in STEPS}))
_MEDIUM_FROM, _HIGH_FROM = 4, 12
_PARTS = re.compile(r"(?:l\s*)?([1-9][0-9]?)\s*[x×*/]\s*(?:[ci]\s*)?([1-9][0-9]?)")
_NUMBER = re.compile(r"([0-9]{1,3})(?:\.0)?")


class Band(Enum):
    """How high a score is: on a grid of four by four, 1 to 3 is low, 4 to 9 medium, 12 and 16 high."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    NOT_KNOWN = "not-known"

    @property
    def word(self) -> str:
        """What is written beside the mark."""
        return "Not known" if self is Band.NOT_KNOWN else self.value.capitalize()

    @property
    def rag(self) -> Rag:
        """The mark it is shown with."""
        return _RAGS[self]


_RAGS = {Band.LOW: Rag.GREEN, Band.MEDIUM: Rag.AMBER, Band.HIGH: Rag.RED, Band.NOT_KNOWN: Rag.NONE}


class Movement(Enum):
    """Which way a score went. Up is worse."""

    UP = "up"
    SAME = "level"
    DOWN = "down"
    NOT_KNOWN = "none"

    @property
    def word(self) -> str:
        """What is written beside the arrow."""
        return _MOVES[self]


_MOVES = {
    Movement.UP: "Up",
    Movement.SAME: "Same",
    Movement.DOWN: "Down",
    Movement.NOT_KNOWN: "Not known",
}


@dataclass(frozen=True, slots=True)
class Score:
    """Likelihood and impact, each 1 to 4; or the product alone, where an older register printed no more;
    or nothing, which is not known and never a zero. `words` are what stood there instead (`9?`).

    Raises `ValueError` for a step that is none of the grid's, one of the two without the other, a
    product beside them, or one that no two steps make.
    """

    likelihood: int | None = None
    impact: int | None = None
    product: int | None = None
    words: str = ""

    def __post_init__(self) -> None:
        parts = [self.likelihood, self.impact]
        if any(part is not None and part not in STEPS for part in parts):
            raise ValueError(f"likelihood and impact are steps from 1 to {MOST}")
        if parts.count(None) == 1:
            raise ValueError("likelihood and impact are given together")
        if self.product is not None and parts.count(None) == 0:
            raise ValueError("the product follows from likelihood and impact")
        if self.product is not None and self.product not in PRODUCTS:
            possible = ", ".join(str(one) for one in PRODUCTS)
            raise ValueError(f"a score is one of {possible}")

    @property
    def value(self) -> int | None:
        """The score; None where it is not known."""
        if self.likelihood is not None and self.impact is not None:
            return self.likelihood * self.impact
        return self.product

    @property
    def cell(self) -> tuple[int, int] | None:
        """Where it stands on the grid, as likelihood and impact; None where only the product is known."""
        if self.likelihood is None or self.impact is None:
            return None
        return self.likelihood, self.impact

    @property
    def band(self) -> Band:
        """How high it is."""
        return band_of(self.value)

    def plain(self) -> str:
        """`12`, `Not known`, `Not known (“9?”)`."""
        return self.show() if self.value is None else str(self.value)

    def show(self) -> str:
        """`12 (3 × 4)`, `12`, `Not known`, `Not known (“9?”)`."""
        if self.value is None:
            return f"Not known (“{self.words}”)" if self.words else "Not known"
        return f"{self.value} ({self.likelihood} × {self.impact})" if self.cell else str(self.value)


def band_of(value: int | None) -> Band:
    """How high a score is."""
    if value is None:
        return Band.NOT_KNOWN
    if value >= _HIGH_FROM:
        return Band.HIGH
    return Band.MEDIUM if value >= _MEDIUM_FROM else Band.LOW


def movement(earlier: int | None, later: int | None) -> Movement:
    """Which way a score went; not known where either is not."""
    if earlier is None or later is None:
        return Movement.NOT_KNOWN
    if later == earlier:
        return Movement.SAME
    return Movement.UP if later > earlier else Movement.DOWN


def outside(value: int | None, appetite: int | None) -> bool | None:
    """Whether a score lies above what is borne; None where either is not known."""
    if value is None or appetite is None:
        return None
    return value > appetite


def read_score(text: str) -> Score | None:
    """A score as people write it: `12`, `3x4`, `12 (3 × 4)`, `3 x 4 = 12`; None where nothing is written.
    What is uncertain (`9?`, `High`) is not known, with the words.

    Raises `ValueError` for a number that no two steps of the grid make, and for parts that do not.
    """
    bare = " ".join(text.split()).casefold()
    if not bare or bare in ("n/a", "na", "-", "–"):
        return None
    if match := _NUMBER.fullmatch(bare):
        return Score(product=int(match[1]))
    if parts := _PARTS.search(bare):
        rest = (bare[: parts.start()] + bare[parts.end() :]).strip(" ()[]=,:")
        score = Score(int(parts[1]), int(parts[2]))
        if not rest:
            return score
        if match := _NUMBER.fullmatch(rest):
            if int(match[1]) != score.value:
                raise ValueError(f"{parts[0]} does not make {match[1]}")
            return score
    if len(bare) > 40:
        raise ValueError("this is too long for a score")
    return Score(words=" ".join(text.split()))
