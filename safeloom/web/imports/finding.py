"""Which of the things there are a cell means: by any of its names, or what was nearly meant."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Generic, TypeVar

from safeloom.web.imports.cleaning import plain

T = TypeVar("T")
# Written short in one list and in full in the next: only for what is nearly meant.
_IN_FULL = {
    "icb": "integrated care board",
    "nhs ft": "nhs foundation trust",
    "ft": "foundation trust",
    "cc": "county council",
    "mbc": "metropolitan borough council",
    "bc": "borough council",
    "dc": "district council",
    "pcc": "police and crime commissioner",
    "cic": "community interest company",
}


class Names(Generic[T]):
    """Things by what they may be called. What two are called means neither, unless `prefer` tells one
    from the other."""

    def __init__(
        self, rows: Iterable[tuple[T, Iterable[str]]], prefer: Callable[[T], bool] | None = None
    ) -> None:
        found: dict[str, list[T]] = {}
        self._called: dict[str, str] = {}
        for row, names in rows:
            for name in filter(None, names):
                bare = plain(name)
                same = found.setdefault(bare, [])
                if row not in same:
                    same.append(row)
                self._called.setdefault(in_full(bare), str(row))
        self._one: dict[str, T] = {}
        for name, same in found.items():
            chosen = same if len(same) == 1 or prefer is None else list(filter(prefer, same))
            if len(chosen) == 1:
                self._one[name] = chosen[0]
        self._nearest: dict[str, str] = {}

    def find(self, text: str) -> T | None:
        """The one thing that is called so."""
        return self._one.get(plain(text))

    def nearest(self, text: str) -> str:
        """What is called nearly so; empty where nothing is."""
        bare = in_full(plain(text))
        if bare not in self._nearest:
            near = get_close_matches(bare, self._called, n=1, cutoff=0.72)
            if not near:
                words = set(bare.split())
                held = [name for name in self._called if _within(words, set(name.split()))]
                # One word says little, unless it is in one name only.
                near = held if len(words) > 1 or len(held) == 1 else []
            self._nearest[bare] = self._called[near[0]] if near else ""
        return self._nearest[bare]


def _within(one: set[str], other: set[str]) -> bool:
    return one < other or one > other


def in_full(bare: str) -> str:
    """A plain name with what is usually written short written in full."""
    words = f" {bare} "
    for short, full in _IN_FULL.items():
        words = words.replace(f" {short} ", f" {full} ")
    return words.strip()
