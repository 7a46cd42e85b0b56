"""Kinds of report and levels of assurance, as content."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Kind:
    """A kind of report; `every` is how often it usually comes."""

    key: str
    title: str
    every: str


@dataclass(frozen=True)
class Level:
    """How far a report assures the board; `tag` is the kind of tag that shows it."""

    key: str
    title: str
    tag: str


@cache
def _content() -> dict[str, Any]:
    text = Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def kinds() -> dict[str, Kind]:
    """The kinds by key, in the order in which they are offered."""
    return {row["key"]: Kind(**row) for row in _content()["kind"]}


@cache
def levels() -> dict[str, Level]:
    """The levels by key, from most to least assurance."""
    return {row["key"]: Level(**row) for row in _content()["level"]}


def kind_words(key: str) -> str:
    """What a kind is called; its key where the content names it no longer."""
    return kinds()[key].title if key in kinds() else key


def level_words(key: str) -> str:
    """What a level is called; its key where the content names it no longer."""
    return levels()[key].title if key in levels() else key


def level_tag(key: str) -> str:
    """The kind of tag a level is shown in."""
    return levels()[key].tag if key in levels() else "plain"
