"""The kinds of what arrives, as content."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def kinds() -> dict[str, str]:
    """The words of each kind, by its key, in the order in which they are offered."""
    text = Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["kinds"]


def kind_words(key: str) -> str:
    """What a kind is called; its key where the content names it no longer."""
    return kinds().get(key, key)
