"""Themes, and the kinds of channels and ways of listening, as content."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lists() -> dict[str, dict[str, str]]:
    """`themes`, `kinds` and `ways`, each as keys with their words, in order."""
    return _read("lists")


def words_of(listed: str, key: str) -> str:
    """What a key of a list is called; itself where the content names it no longer."""
    return lists()[listed].get(key, key)


def demonstration() -> dict[str, Any]:
    """What invented children and families say."""
    return _read("demonstration")
