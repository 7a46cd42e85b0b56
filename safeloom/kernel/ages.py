"""Age bands: whole years, the first and the last included."""

import re
from dataclasses import dataclass

OLDEST = 120  # Stands for "and over".
_BAND = re.compile(r"(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})", re.I)
_OVER = re.compile(r"(\d{1,3})\s*(?:\+|and over|or over|plus)", re.I)
_WORDS = re.compile(r"^(?:aged?|ages)\s+", re.I)


@dataclass(frozen=True, slots=True, order=True)
class AgeBand:
    """People from their `first` birthday until the day before they are `last` + 1: 0 to 17 are all
    children. `last` 120 means "and over".

    Raises `ValueError` for a first age after the last, or one below 0 or over 120.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last <= OLDEST:
            raise ValueError("the first age must not be after the last, and both between 0 and 120")

    def key(self) -> str:
        """`0-17`: for addresses and files."""
        return f"{self.first}-{self.last}"

    def label(self) -> str:
        """`0 to 17`, `5`, `18 and over`, `all ages`."""
        if self.last == OLDEST:
            return f"{self.first} and over" if self.first else "all ages"
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"

    def aged(self) -> str:
        """`aged 0 to 17`; `of all ages`."""
        return "of all ages" if self == AgeBand(0, OLDEST) else f"aged {self.label()}"


def read_band(text: str) -> AgeBand:
    """An age band as people write it: `0-17`, `0 to 17`, `aged 5`, `18+`, `all ages`.

    Raises `ValueError` with what to write.
    """
    bare = _WORDS.sub("", " ".join(text.split()))
    if bare.casefold() in ("all", "all ages"):
        return AgeBand(0, OLDEST)
    if found := _BAND.fullmatch(bare):
        return AgeBand(int(found[1]), int(found[2]))
    if found := _OVER.fullmatch(bare):
        return AgeBand(int(found[1]), OLDEST)
    if bare.isascii() and bare.isdigit() and len(bare) < 4:
        return AgeBand(int(bare), int(bare))
    raise ValueError(f"“{text.strip()[:40]}” is no age band; write it as 0-17, 5 or 18+")
