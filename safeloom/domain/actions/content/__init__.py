"""Sectors and themes of recommendations, as content."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Sector:
    """Agencies of some kinds, to which a recommendation may be made as a whole. `kinds` are those of
    `Agency.Kind`; a sector of none names nobody in particular."""

    key: str
    title: str
    kinds: tuple[str, ...] = ()


@cache
def sectors() -> dict[str, Sector]:
    """The sectors by key, in the order in which they are offered."""
    rows = _read("sectors")["sector"]
    return {row["key"]: Sector(row["key"], row["title"], tuple(row["kinds"])) for row in rows}


@cache
def themes() -> dict[str, str]:
    """The words of each theme by its key."""
    return _read("themes")["themes"]


def sector_words(key: str) -> str:
    """What a sector is called; its key where the content names it no longer."""
    return sectors()[key].title if key in sectors() else key


def theme_words(key: str) -> str:
    """What a theme is called; its key where the content names it no longer."""
    return themes().get(key, key)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
