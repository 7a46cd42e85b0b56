"""The kinds of inspection, as content."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Kind:
    """A kind of inspection, and the grades that are usually given in it."""

    key: str
    title: str
    grades: tuple[str, ...] = ()


@cache
def kinds() -> dict[str, Kind]:
    """The kinds by key, in the order in which they are offered."""
    text = Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["kind"]
    return {row["key"]: Kind(row["key"], row["title"], tuple(row["grades"])) for row in rows}


def kind_words(key: str) -> str:
    """What a kind is called; its key where the content names it no longer."""
    return kinds()[key].title if key in kinds() else key


def choices() -> list[tuple[str, str]]:
    """The kinds, to choose from."""
    return [(one.key, one.title) for one in kinds().values()]
