"""Content of this system, read once: the example of stages, themes, outcomes."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from safeloom.kernel.clock_words import read_rules
from safeloom.kernel.clocks import Rule


def text_of(name: str) -> str:
    """A file of content."""
    return (files(__name__) / name).read_text(encoding="utf-8")


@cache
def read() -> dict[str, Any]:
    """All of `challenge.toml`."""
    return tomllib.loads(text_of("challenge.toml"))


def clocks() -> tuple[Rule, ...]:
    """The clocks of the partner challenge log."""
    return read_rules(text_of("clocks.toml"))


def themes() -> dict[str, str]:
    """What a disagreement or a challenge may be about, by key."""
    return dict(read()["themes"])


def outcomes() -> dict[str, str]:
    """How a disagreement may be settled, by key."""
    return dict(read()["outcomes"])
